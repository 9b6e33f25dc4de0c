using System.Net;
using Microsoft.Extensions.Time.Testing;
using Webmail.Web.Hosting.SignIn;

namespace Webmail.Web.Tests.Hosting;

public sealed class SignInThrottleTests
{
    private readonly FakeTimeProvider time = new();
    private readonly SignInThrottle throttle;

    public SignInThrottleTests() => throttle = new SignInThrottle(time);

    [Fact]
    public void A_name_has_five_failures_a_minute_from_anywhere()
    {
        for (var i = 1; i <= 5; i++)
            Assert.True(Try("someone", $"192.0.2.{i}"));

        Assert.False(Try("Someone ", "192.0.2.99"));
        Assert.True(Try("other", "192.0.2.99"));
    }

    [Fact]
    public void The_wait_lasts_until_the_oldest_failure_is_a_minute_old()
    {
        for (var i = 0; i < 5; i++)
        {
            Try("someone", "192.0.2.1");
            time.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.False(throttle.TryBegin("someone", IPAddress.Parse("192.0.2.1"), out _, out var wait));
        Assert.Equal(TimeSpan.FromSeconds(50), wait);
        time.Advance(wait);
        Assert.True(Try("someone", "192.0.2.1"));
        Assert.False(Try("someone", "192.0.2.1"));
    }

    [Fact]
    public void An_address_has_twenty_failures_a_minute_for_any_names()
    {
        for (var i = 0; i < 20; i++)
            Assert.True(Try($"name{i}", "192.0.2.1"));

        Assert.False(Try("another", "192.0.2.1"));
        Assert.True(Try("another", "192.0.2.2"));
    }

    [Fact]
    public void An_IPv6_customer_is_one_address()
    {
        for (var i = 0; i < 20; i++)
            Assert.True(Try($"name{i}", $"2001:db8:1:2::{i:x}"));

        Assert.False(Try("another", "2001:db8:1:2:ffff::1"));
        Assert.True(Try("another", "2001:db8:1:3::1"));
    }

    [Fact]
    public void An_IPv4_address_in_IPv6_form_is_the_same_address()
    {
        for (var i = 0; i < 20; i++)
            Try($"name{i}", "192.0.2.1");

        Assert.False(Try("another", "::ffff:192.0.2.1"));
    }

    [Fact]
    public void Many_attempts_at_once_are_no_way_around()
    {
        var allowed = 0;
        Parallel.For(0, 100, _ =>
        {
            if (Try("someone", "192.0.2.1"))
                Interlocked.Increment(ref allowed);
        });

        Assert.Equal(5, allowed);
    }

    [Fact]
    public void An_attempt_that_turned_out_well_does_not_count()
    {
        for (var i = 0; i < 50; i++)
        {
            Assert.True(throttle.TryBegin("someone", IPAddress.Loopback, out var attempt, out _));
            throttle.Forgive(attempt);
        }
    }

    [Fact]
    public async Task The_form_says_how_long_to_wait()
    {
        await using var host = new WebmailHost();
        using var browser = host.Browser();
        for (var i = 0; i < 5; i++)
            (await WebmailHost.SignInAsync(browser, password: "guess")).Dispose();

        using var answer = await WebmailHost.SignInAsync(browser);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Assert.Equal(6, host.Log.Lines.Count(line => line.StartsWith("Sign-in refused from ", StringComparison.Ordinal)));
    }

    private bool Try(string name, string address) => throttle.TryBegin(name, IPAddress.Parse(address), out _, out _);
}
