namespace Webmail.Web.Endpoints;

/// <summary>A message can't be had; the endpoint answers with words.</summary>
internal sealed class MessageUnreadableException(MessageFailure failure) : Exception($"The message can't be read: {failure}")
{
    public MessageFailure Failure { get; } = failure;

    public int StatusCode => Failure switch
    {
        MessageFailure.Gone => StatusCodes.Status404NotFound,
        MessageFailure.TooLarge => StatusCodes.Status413PayloadTooLarge,
        _ => StatusCodes.Status503ServiceUnavailable,
    };
}
