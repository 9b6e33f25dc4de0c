using SharpFuzz;
using Webmail.Fuzzing;

switch (args)
{
    // Under afl-fuzz: a second process runs what is tried, so that one that overflows its stack is found too.
    case ["run", var name] when FuzzTarget.Find(name) is { } target:
        Fuzzer.OutOfProcess.Run(stream =>
        {
            using var input = new MemoryStream();
            stream.CopyTo(input);
            target.Check(input.ToArray());
        });
        return 0;
    case ["replay", var name, .. { Length: > 0 } paths] when FuzzTarget.Find(name) is { } target:
        return KeptInputs.Replay(target, paths, Console.Out);
    case ["unpack", var archive, var folder]:
        KeptInputs.Unpack(archive, folder);
        return 0;
    case ["pack", var folder, var archive, var octets] when int.TryParse(octets, out var limit):
        KeptInputs.Pack(folder, archive, limit);
        return 0;
    default:
        Console.Error.WriteLine($"""
            usage: Webmail.Fuzzing run TARGET                    tries what comes by standard input, under afl-fuzz again and again
                   Webmail.Fuzzing replay TARGET PATH…           tries files, and the files of folders
                   Webmail.Fuzzing unpack ARCHIVE FOLDER         takes kept inputs out of their archive
                   Webmail.Fuzzing pack FOLDER ARCHIVE OCTETS    keeps inputs, the smallest first, as many as fit
            targets: {string.Join(", ", FuzzTarget.All.Select(target => target.Name))}
            """);
        return 2;
}
