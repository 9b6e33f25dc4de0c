using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webmail.Engine.Storage;

/// <summary>Turns <see cref="PersonSettings"/> into stored keys and values, and back.</summary>
internal static class StoredSettings
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter(allowIntegerValues: false) } };
    private static readonly Dictionary<string, PropertyInfo> Properties = typeof(PersonSettings)
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .ToDictionary(property => property.Name);
    private static readonly PersonSettings Defaults = new();

    public static bool Knows(string key) => Properties.ContainsKey(key);

    /// <summary>Only what differs from the defaults, so that a later version may choose better ones.</summary>
    public static Dictionary<string, string> Write(PersonSettings settings)
    {
        var written = new Dictionary<string, string>();
        foreach (var (key, property) in Properties)
        {
            var value = JsonSerializer.Serialize(property.GetValue(settings), property.PropertyType, Json);
            if (value != JsonSerializer.Serialize(property.GetValue(Defaults), property.PropertyType, Json))
                written[key] = value;
        }

        return written;
    }

    /// <summary>One value that can't be read costs that setting, not all of them.</summary>
    public static PersonSettings Read(Dictionary<string, string> stored, Action<string, JsonException> unreadable)
    {
        var settings = new PersonSettings();
        foreach (var (key, value) in stored)
        {
            if (!Properties.TryGetValue(key, out var property))
                continue;
            try
            {
                property.SetValue(settings, JsonSerializer.Deserialize(value, property.PropertyType, Json));
            }
            catch (JsonException exception)
            {
                unreadable(key, exception);
            }
        }

        return settings;
    }
}
