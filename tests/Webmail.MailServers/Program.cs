using Webmail.MailServers;

if (args is ["demo", .. var options])
    return await DemoCommand.RunAsync(options);

Console.Error.WriteLine("usage: Webmail.MailServers demo [--env FILE]");
return 2;
