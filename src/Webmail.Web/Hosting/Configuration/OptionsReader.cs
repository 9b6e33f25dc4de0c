using System.Collections;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Webmail.Web.Hosting.Configuration;

/// <summary>
/// Reads options from the configuration and lists every fault, where the framework's binder would throw at the first.
/// Each key <c>X</c> may also be given as <c>XFile</c>, the name of a file that holds the value; a key that nobody reads is a fault,
/// because it is nearly always a slip of the pen.
/// </summary>
internal sealed class OptionsReader(ICollection<ConfigurationFault> faults)
{
    private const string FileSuffix = "File";

    /// <summary>
    /// Reads a section. What is not given keeps the value that <typeparamref name="T"/> starts with.
    /// <paramref name="readElsewhere"/>: a child that is a section of its own.
    /// </summary>
    public T Read<T>(IConfiguration configuration, string path, string? readElsewhere = null)
        where T : class, new()
    {
        var options = new T();
        ReadInto(options, configuration.GetSection(path), path, readElsewhere);
        return options;
    }

    /// <summary>Reads one value that stands by itself; <c>null</c> when it is not given.</summary>
    public string? ReadText(IConfiguration section, string key) => Given(section, key, key, secret: false);

    private void ReadInto(object options, IConfiguration section, string path, string? readElsewhere = null)
    {
        var properties = options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite).ToList();
        foreach (var property in properties)
            ReadProperty(options, property, section, $"{path}:{property.Name}");

        foreach (var child in section.GetChildren())
        {
            if (!properties.Exists(p => Names(p, child.Key)) && !child.Key.Equals(readElsewhere, StringComparison.OrdinalIgnoreCase))
                faults.Add(new($"{path}:{child.Key}", child.Value ?? "", $"no such key; there are {string.Join(", ", properties.Select(p => p.Name))}"));
        }
    }

    private void ReadProperty(object options, PropertyInfo property, IConfiguration section, string key)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (IsValue(type))
        {
            var secret = property.GetCustomAttribute<PasswordPropertyTextAttribute>() is not null;
            if (Given(section, property.Name, key, secret) is not { } given)
                return;
            if (TryParse(type, given, out var value, out var allowed))
                property.SetValue(options, InRange(property, value, allowed, key));
            else
                faults.Add(new(key, secret ? "(not shown)" : given, allowed));
        }
        else if (type == typeof(IReadOnlyList<string>))
        {
            if (ReadList(section, property.Name, key) is { } list)
                property.SetValue(options, list);
        }
        else if (property.GetValue(options) is IDictionary dictionary)
        {
            var element = type.GetGenericArguments()[1];
            foreach (var child in section.GetSection(property.Name).GetChildren())
            {
                var item = Activator.CreateInstance(element)!;
                ReadInto(item, child, $"{key}:{child.Key}");
                dictionary[child.Key] = item;
            }
        }
        else
        {
            ReadInto(property.GetValue(options)!, section.GetSection(property.Name), key);
        }
    }

    private object InRange(PropertyInfo property, object value, string allowed, string key)
    {
        if (property.GetCustomAttribute<RangeAttribute>() is { } range && !range.IsValid(value))
            faults.Add(new(key, Convert.ToString(value, CultureInfo.InvariantCulture), $"{allowed} from {range.Minimum} to {range.Maximum}"));
        return value;
    }

    /// <summary>A list is given with an index for each value, or as one text with commas.</summary>
    private List<string>? ReadList(IConfiguration section, string name, string key)
    {
        var children = section.GetSection(name).GetChildren().ToList();
        if (children.Count > 0)
            return [.. children.Select(child => child.Value ?? "")];
        return Given(section, name, key, secret: false)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToList();
    }

    private string? Given(IConfiguration section, string name, string key, bool secret)
    {
        if (section[name + FileSuffix] is not { } file)
            return section[name];
        try
        {
            // Files made with an editor or echo end with a line break that nobody meant.
            return File.ReadAllText(file).TrimEnd('\r', '\n');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            faults.Add(new(key + FileSuffix, secret ? "(not shown)" : file, "the name of a file that this program may read"));
            return null;
        }
    }

    private static bool Names(PropertyInfo property, string key) =>
        key.Equals(property.Name, StringComparison.OrdinalIgnoreCase)
        || key.Equals(property.Name + FileSuffix, StringComparison.OrdinalIgnoreCase);

    private static bool IsValue(Type type) =>
        type == typeof(string) || type == typeof(int) || type == typeof(bool) || type == typeof(TimeSpan) || type.IsEnum;

    private static bool TryParse(Type type, string given, out object value, out string allowed)
    {
        if (type.IsEnum)
        {
            allowed = string.Join(", ", Enum.GetNames(type));
            var named = Enum.GetNames(type).FirstOrDefault(name => name.Equals(given, StringComparison.OrdinalIgnoreCase));
            value = named is null ? given : Enum.Parse(type, named);
            return named is not null;
        }

        if (type == typeof(bool))
        {
            allowed = "true, false";
            var parsed = bool.TryParse(given, out var truth);
            value = truth;
            return parsed;
        }

        if (type == typeof(int))
        {
            allowed = "a whole number";
            var parsed = int.TryParse(given, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
            value = number;
            return parsed;
        }

        if (type == typeof(TimeSpan))
        {
            allowed = "a time as hours:minutes:seconds";
            var parsed = TimeSpan.TryParse(given, CultureInfo.InvariantCulture, out var time);
            value = time;
            // A bare number would be days.
            return parsed && given.Contains(':', StringComparison.Ordinal);
        }

        allowed = "a text";
        value = given;
        return true;
    }
}
