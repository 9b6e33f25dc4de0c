namespace Webmail.Web.Endpoints;

/// <summary>A message can't be had; the endpoint answers with words.</summary>
internal sealed class MessageUnreadableException(MessageFailure failure) : Exception($"The message can't be read: {failure}")
{
    public MessageFailure Failure { get; } = failure;

    public int StatusCode => Failure == MessageFailure.Gone ? StatusCodes.Status404NotFound : StatusCodes.Status503ServiceUnavailable;
}
