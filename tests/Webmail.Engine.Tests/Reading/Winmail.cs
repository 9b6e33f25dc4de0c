using System.Buffers.Binary;
using System.Text;

namespace Webmail.Engine.Tests.Reading;

/// <summary>Makes a <c>winmail.dat</c> as small as they come (MS-OXTNEF 2.1): a signature, then attributes with their checks.</summary>
internal static class Winmail
{
    public static byte[] With(params (string Name, byte[] Content)[] files)
    {
        using var made = new MemoryStream();
        made.Write([0x78, 0x9F, 0x3E, 0x22, 0x01, 0x00]);
        Attribute(made, 1, 0x00089006, [0x00, 0x00, 0x01, 0x00]);
        Attribute(made, 1, 0x00069007, [0xE4, 0x04, 0, 0, 0, 0, 0, 0]);
        foreach (var (name, content) in files)
        {
            Attribute(made, 2, 0x00069002, [0x01, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0]);
            Attribute(made, 2, 0x00018010, [.. Encoding.Latin1.GetBytes(name), 0]);
            Attribute(made, 2, 0x0006800F, content);
        }
        return made.ToArray();
    }

    private static void Attribute(MemoryStream to, byte level, int tag, byte[] data)
    {
        Span<byte> head = stackalloc byte[9];
        head[0] = level;
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], tag);
        BinaryPrimitives.WriteInt32LittleEndian(head[5..], data.Length);
        to.Write(head);
        to.Write(data);
        Span<byte> check = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(check, (ushort)data.Sum(static octet => octet));
        to.Write(check);
    }
}
