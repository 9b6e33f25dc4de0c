namespace Webmail.MailServers;

/// <summary>The configuration file of one Dovecot 2.3.</summary>
internal static class DovecotConfiguration
{
    public static string Text(DovecotOptions options, DovecotPaths paths, DovecotPorts ports, ServerCertificate certificate, int? relayPort) => $$"""
        base_dir = {{paths.Run}}
        state_dir = {{paths.State}}
        log_path = {{paths.Log}}
        instance_name = webmail-{{options.Name}}
        listen = 127.0.0.1
        protocols = imap lmtp sieve

        {{Users(paths)}}
        passdb {
          driver = passwd-file
          args = {{paths.Users}}
        }
        userdb {
          driver = passwd-file
          args = {{paths.Users}}
        }
        auth_mechanisms = plain login scram-sha-1 scram-sha-256
        auth_verbose = yes
        # Tests sign in wrongly on purpose; the program under test has its own throttle.
        auth_failure_delay = 0
        disable_plaintext_auth = no

        ssl = yes
        ssl_cert = <{{certificate.File}}
        ssl_key = <{{certificate.KeyFile}}

        mail_home = {{paths.Mail}}/%u
        mail_location = {{Location(options)}}
        mailbox_list_index = yes
        # All of this is thrown away when the servers stop.
        mail_fsync = never
        mail_plugins = quota
        mail_max_userip_connections = {{options.MaxConnectionsPerUser}}
        mdbox_rotate_size = 32M
        default_client_limit = 8192
        default_process_limit = 2048
        default_vsz_limit = 2G
        {{(options.Capabilities.IsEmpty ? "" : $"imap_capability = {string.Join(' ', options.Capabilities)}")}}

        namespace inbox {
          inbox = yes
          prefix = {{options.NamespacePrefix}}
          separator = {{options.Separator}}
          mailbox Drafts {
            special_use = \Drafts
            auto = subscribe
          }
          mailbox Sent {
            special_use = \Sent
            auto = subscribe
          }
          mailbox Archive {
            special_use = \Archive
            auto = subscribe
          }
          mailbox Junk {
            special_use = \Junk
            auto = subscribe
          }
          mailbox Trash {
            special_use = \Trash
            auto = subscribe
          }
        }
        {{(options.SharedNamespace ? Shared(options, paths) : "")}}
        plugin {
          quota = count:User quota
          quota_vsizes = yes
          quota_grace = 0
          quota_rule = *:storage=10G
          {{(options.SharedNamespace ? SharedQuota(options) : "")}}
          sieve = file:~/sieve;active=~/.dovecot.sieve
          sieve_extensions = +vacation-seconds +spamtest +special-use
          sieve_vacation_min_period = 1s
          sieve_spamtest_status_type = score
          sieve_spamtest_status_header = X-Spam-Score: ([0-9]+)
          sieve_spamtest_max_value = 10
        }

        protocol imap {
          mail_plugins = $mail_plugins imap_quota imap_zlib
        }
        protocol lmtp {
          mail_plugins = $mail_plugins sieve
          postmaster_address = postmaster@example.test
        }
        recipient_delimiter = +
        {{(relayPort is null ? "" : $"submission_host = 127.0.0.1:{relayPort}")}}

        service imap-login {
          service_count = 0
          process_min_avail = 1
          chroot =
          inet_listener imap {
            port = {{ports.Imap}}
          }
          inet_listener imaps {
            port = {{ports.Imaps}}
            ssl = yes
          }
        }
        service imap {
          process_limit = 2048
        }
        service managesieve-login {
          chroot =
          inet_listener sieve {
            port = {{ports.Sieve}}
          }
        }
        service lmtp {
          inet_listener lmtp {
            port = {{ports.Lmtp}}
          }
        }
        service auth {
          inet_listener {
            port = {{ports.Auth}}
          }
        }
        service anvil {
          chroot =
          # Without this socket a wrong password slows down the next sign-in from the same address by up to 15 s.
          unix_listener anvil-auth-penalty {
            mode = 0
          }
        }
        service stats {
          chroot =
        }

        """;

    private static string Location(DovecotOptions options) =>
        options.Storage == "maildir" ? "maildir:~/Maildir" : $"{options.Storage}:~/{options.Storage}";

    // Root drops to the packages' own users and to nobody for the mail; anybody else does everything as themselves.
    private static string Users(DovecotPaths paths) => Environment.IsPrivilegedProcess
        ? """
          mail_uid = nobody
          mail_gid = nogroup
          """
        : $"""
          default_internal_user = {paths.User}
          default_internal_group = {paths.Group}
          default_login_user = {paths.User}
          mail_uid = {paths.User}
          mail_gid = {paths.Group}
          first_valid_uid = 1
          first_valid_gid = 1
          """;

    private static string Shared(DovecotOptions options, DovecotPaths paths) => $$"""
        namespace shared {
          type = public
          prefix = Shared{{options.Separator}}
          separator = {{options.Separator}}
          location = {{options.Storage}}:{{paths.Shared}}
          subscriptions = no
          list = children
        }
        """;

    // Small, so that a test can have a move refused: within one namespace Dovecot moves whatever the quota says.
    private static string SharedQuota(DovecotOptions options) => $"""
        quota2 = count:Shared quota:ns=Shared{options.Separator}
          quota2_rule = *:storage=5M
        """;
}
