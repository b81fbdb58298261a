//! What C#'s suites write beside the common frameworks, each pair as in `lines`.

use super::lines::hold;
use super::*;

#[test]
fn probes_and_waits_of_csharp() {
    hold(
        Language::CSharp,
        "tests/CartTests.cs",
        "public class CartTests\n{\n    [Fact]\n    public async Task X()\n    {\n        LINE\n    }\n}\n",
        &[
            "probe.ExpectMsg<Status.Failure>();",
            "ExpectMsg<DeclinedException>();",
            "paid.ExpectError(limit);",
            "probe.ExpectMsg(new DeclinedException(3));",
            "pay.ShouldThrow<Limit>().And.ParamName.Should().Be(\"sum\");",
            "pay.ShouldThrowExactly<Limit>();",
            "task.ShouldThrowWithin<Limit>(wait);",
            "paid.Messages.AssertEqual(OnNext(210, 1), OnError<int>(220, limit));",
            "Assert.Equal(OnError<int>(220, limit), paid.Messages[0]);",
            "Assert.Equal(ExitCodes.InvalidArguments, result.ExitCode);",
            "result.ExitCode.Should().Be((int)ExitCodes.NoCart);",
            "answer.StatusCodeShouldBe(404);",
            "var ex = await ExceptionAssert.ThrowsAsync<Limit>(() => pay).DefaultTimeout();",
            "AddAssert(\"declined\", () => !cart.IsValid);",
        ],
        &[
            "probe.ExpectMsg(paid);",
            "paid.ExpectNext(1);",
            "await paid.ExpectCompleteAsync();",
            "sink.ExpectNoMsg();",
            "paid.ExpectNoError();",
            "pay.ShouldNotThrow();",
            "paid.Messages.AssertEqual(OnNext(210, 1), OnCompleted<int>(220));",
            "Assert.Equal(ExitCodes.Success, result.ExitCode);",
            "Assert.Equal(expected.ExitCode, result.ExitCode);",
            "answer.StatusCodeShouldBe(200);",
            "AddAssert(\"paid\", () => cart.Total == 3);",
            "AddUntilStep(\"paid\", () => cart.Total, () => Is.EqualTo(3));",
        ],
    );
}

#[test]
fn what_is_expected_on_a_receiver_asserts() {
    for line in [
        "probe.ExpectMsg(paid);",
        "paid.ExpectNext(1);",
        "await paid.ExpectCompleteAsync();",
        "sink.ExpectNoMsg();",
        "answer.StatusCodeShouldBe(200);",
        "AddUntilStep(\"paid\", () => cart.Total, () => Is.EqualTo(3));",
    ] {
        let frame = "public class CartTests\n{\n    [Fact]\n    public void X()\n    {\n        LINE\n    }\n}\n";
        let found = drawn(Language::CSharp, "tests/CartTests.cs", &frame.replace("LINE", line));
        assert!(found[0].starts_with("CartTests.X: 6 value"), "{line}: {found:?}");
    }
}

#[test]
fn what_only_sounds_like_an_expectation_of_csharp_is_none() {
    let source = "\
public class CartTests
{
    [Fact]
    public void X()
    {
        mock.Expect(x => x.Pay());
        mock.ExpectGet(x => x.Sum).Returns(3);
        gate.ExpectPay(3).Return(true);
        cart.ExpectedTotal(3);
        probe.ExpectationOf(3);
        rules.SetExpectedTotal(3);
        Snapshot.Match(cart);
        gate.VerifyAdd(x => x.Paid += It.IsAny<Paid>());
    }
}
";
    assert_eq!(
        drawn(Language::CSharp, "tests/CartTests.cs", source),
        ["CartTests.X: 12 snapshot; 13 mock-interaction x => x.Paid += It.IsAny<Paid>()"]
    );
}

#[test]
fn variables_that_are_called_async_do_not_end_the_reading() {
    let source = "\
public class CartTests
{
    [Theory]
    [InlineData(true)]
    public async Task Pays(bool async)
    {
        if (async) { await F(); } else { G(); }
        if (!async) { G(); }
        var sum = async
            ? await F()
            : G();
        await Run(async () => await F());
        await Run(async sum => await F());
        Assert.Equal(3, sum);
    }

    [Fact]
    public void Counts() { Assert.Equal(4, cart.Count); }
}
";
    assert_eq!(
        drawn(Language::CSharp, "tests/CartTests.cs", source),
        ["CartTests.Pays [1 row]: 14 value 3", "CartTests.Counts: 18 value 4"]
    );
}

#[test]
fn what_an_assertion_of_a_failure_is_bound_to_stands_for_it() {
    let source = "\
public class CartTests
{
    [Fact]
    public async Task X()
    {
        var why = pay.Should().Throw<Limit>().Which;
        why.Detail.Should().Be(\"sum\");
        var gone = Should.Throw<Limit>(() => pay());
        gone.Id.ShouldBe(id);
        var late = Assert.IsType<PayException>(Record.Exception(() => pay()));
        Assert.Equal(\"sum\", late.Detail);
        var away = await ExceptionAssert.ThrowsAsync<Limit>(() => pay).DefaultTimeout();
        Assert.AreEqual(\"sum\", away.Status.Detail);
        var paid = Assert.IsType<Paid>(answer);
        Assert.Equal(\"sum\", paid.Detail);
        var kind = sum switch { 3 => Kind(3), _ => throw new Exception(\"no kind\") };
        Assert.Equal(\"three\", kind.Name);
    }
}
";
    assert_eq!(
        drawn(Language::CSharp, "tests/CartTests.cs", source),
        ["CartTests.X: 6 failure-state Limit; 7 failure-state \"sum\"; 8 failure-state Limit; \
          9 failure-state id; 10 failure-state PayException; 11 failure-state \"sum\"; \
          12 failure-state Limit; 13 failure-state \"sum\"; 14 value Paid; 15 value \"sum\"; \
          17 value \"three\""]
    );
}

#[test]
fn tests_that_take_over_one_of_their_base_are_tests() {
    let source = "\
public class CartSqlTests : CartTestsBase
{
    public override async Task Pays(bool async)
    {
        await base.Pays(async);
        AssertSql(\"select\");
    }
    public override void Counts() => base.Counts();
    public override void Other() { }
    public override int Sum() { return base.Sum(); }
    protected override void Waits() { base.Waits(); }
    public override void OnPaid() { base.OnPaid(); }
    public override void Write(string s) { base.Write(s); Assert.NotNull(s); }
    public override Task DisposeAsync() { return base.DisposeAsync(); }
    [SetUp]
    public override void Starts() { base.Starts(); }
}

public class CartFixture : Fixture
{
    public override void Fills() { base.Fills(); }
}
";
    assert_eq!(
        drawn(Language::CSharp, "tests/CartSqlTests.cs", source),
        ["CartSqlTests.Pays: 6 value", "CartSqlTests.Counts:"]
    );
}

#[test]
fn a_helper_that_throws_where_something_differs_asserts() {
    let source = "\
public class CartTests
{
    [Fact]
    public void X()
    {
        VerifyTotal(cart, 3);
        VerifyName(cart);
        Pay(cart);
    }
    static void VerifyTotal(Cart cart, int sum)
    {
        if (cart.Total != sum) { throw new Exception(\"differs\"); }
    }
    static void VerifyName(Cart cart)
    {
        if (cart == null) { throw new ArgumentNullException(nameof(cart)); }
    }
    static void Pay(Cart cart)
    {
        if (cart.Total == 0) { throw new Exception(\"empty\"); }
    }
}
";
    assert_eq!(drawn(Language::CSharp, "tests/CartTests.cs", source), ["CartTests.X: 6 value sum"]);
}
