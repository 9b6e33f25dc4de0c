namespace Webmail.MailServers;

/// <summary>The configuration files of Postfix 3.7.</summary>
internal static class PostfixConfiguration
{
    /// <summary>Recipient that submission refuses for good, to test what a person is told.</summary>
    public const string Refused = "refused";

    /// <summary>Recipient that submission refuses for now.</summary>
    public const string TryLater = "try-later";

    public static string MainFile(PostfixPaths paths, string domain, ServerCertificate certificate, DovecotServer dovecot) => $$"""
        compatibility_level = 3.6
        queue_directory = {{paths.Queue}}
        data_directory = {{paths.Data}}
        maillog_file = {{paths.Log}}
        maillog_file_prefixes = {{Path.GetDirectoryName(paths.Log)}}
        command_directory = /usr/sbin
        daemon_directory = /usr/lib/postfix/sbin
        mail_owner = postfix
        setgid_group = postdrop

        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        smtp_dns_support_level = disabled
        myhostname = mail.{{domain}}
        mydomain = {{domain}}
        mydestination =
        mynetworks = 127.0.0.0/8
        alias_maps =
        alias_database =
        local_recipient_maps =
        biff = no

        virtual_mailbox_domains = {{domain}}
        virtual_transport = lmtp:inet:127.0.0.1:{{dovecot.LmtpPort}}
        # Nothing leaves this machine.
        default_transport = discard:outside
        relay_transport = discard:outside
        relay_domains = static:all
        recipient_delimiter = +
        message_size_limit = 41943040
        smtpd_recipient_limit = 1000

        smtpd_tls_security_level = may
        smtpd_tls_cert_file = {{certificate.File}}
        smtpd_tls_key_file = {{certificate.KeyFile}}
        smtpd_sasl_auth_enable = yes
        smtpd_sasl_type = dovecot
        smtpd_sasl_path = inet:127.0.0.1:{{dovecot.AuthPort}}
        smtpd_sasl_security_options = noanonymous
        smtpd_recipient_restrictions =
          check_recipient_access inline:{ { {{Refused}}@{{domain}} = REJECT }, { {{TryLater}}@{{domain}} = 450 4.2.0 Try again later } }
        smtpd_relay_restrictions = permit_sasl_authenticated, reject
        # Anvil would count the tests' many connections from one address.
        smtpd_client_connection_count_limit = 0

        """;

    public static string MasterFile(PostfixServer server) => $"""
        # service type private unpriv chroot wakeup maxproc command
        127.0.0.1:{server.SubmissionPort}  inet n - n - - smtpd
        127.0.0.1:{server.SubmissionsPort} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
        127.0.0.1:{server.PlainSubmissionPort} inet n - n - - smtpd -o smtpd_discard_ehlo_keywords=chunking,pipelining
        127.0.0.1:{server.RelayPort}       inet n - n - - smtpd -o smtpd_sasl_auth_enable=no -o smtpd_relay_restrictions=permit_mynetworks,reject
        pickup    unix  n - n 60  1 pickup
        cleanup   unix  n - n -   0 cleanup
        qmgr      unix  n - n 300 1 qmgr
        tlsmgr    unix  - - n 1000? 1 tlsmgr
        rewrite   unix  - - n -   - trivial-rewrite
        bounce    unix  - - n -   0 bounce
        defer     unix  - - n -   0 bounce
        trace     unix  - - n -   0 bounce
        verify    unix  - - n -   1 verify
        flush     unix  n - n 1000? 0 flush
        proxymap  unix  - - n -   - proxymap
        proxywrite unix - - n -   1 proxymap
        showq     unix  n - n -   - showq
        error     unix  - - n -   - error
        retry     unix  - - n -   - error
        discard   unix  - - n -   - discard
        lmtp      unix  - - n -   - lmtp
        anvil     unix  - - n -   1 anvil
        scache    unix  - - n -   1 scache
        postlog   unix-dgram n - n - 1 postlogd

        """;
}
