//! Failures that lines of JavaScript require of what they look at, where a name, a status, a count or a part of a page
//! says that something failed.

use super::asked::of_line;
use super::lines::hold;
use super::*;

const FRAME: &str = "test('x', async (t) => {\n  LINE\n});\n";

fn holds(failing: &[&str], others: &[&str]) {
    hold(Language::TypeScript, "a.test.ts", FRAME, failing, others);
}

#[test]
fn mocks_that_are_told_of_an_error_or_handle_one() {
    holds(
        &[
            "expect(told).toHaveBeenCalledWith(err);",
            "expect(told).toHaveBeenCalledWith(3, limitError);",
            "expect(told).toHaveBeenLastCalledWith(error);",
            "expect(told).to.have.been.calledOnceWith(payErr);",
            "sinon.assert.calledWith(told, err);",
            "expect(errorCallback).toHaveBeenCalledTimes(1);",
            "expect(shop.errorHandler).toHaveBeenCalled();",
            "expect(failureCallback).to.have.been.calledOnce;",
            "sinon.assert.calledOnce(errCallback);",
            "env.expect(told).toHaveBeenCalledWith(new Error('no cart'));",
        ],
        &[
            "expect(told).toHaveBeenCalledWith(LimitError);",
            "expect(told).toHaveBeenCalledWith('limitError');",
            "expect(told).toHaveBeenCalledWith(onError);",
            "expect(told).toHaveBeenCalledWith(createError, 3);",
            "expect(told).toHaveBeenCalledWith(hasError);",
            "expect(told).toHaveBeenCalledWith(mirror);",
            "expect(callback).toHaveBeenCalledTimes(1);",
            "expect(errorHandler).toBe(other);",
            "expect(clickHandler).toHaveBeenCalled();",
            "env.expect(told).toHaveBeenCalledWith(3);",
        ],
    );
}

#[test]
fn errors_by_the_name_of_their_class() {
    holds(
        &[
            "expect(paid).toEqual({ name: 'AbortError' });",
            "expect(why.name).toBe('TypeError');",
            "expect(why).toHaveProperty('name', 'AbortError');",
            "expect(why).to.have.property('name', 'LimitException');",
            "expect(paid.__typename).toBe('NotFoundError');",
            "expect(paid).toMatchObject({ __typename: 'NotFoundError', sum: 3 });",
            "assert.equal(why.constructor.name, 'LimitError');",
            "t.is('PayFailure', paid.kind);",
        ],
        &[
            "expect(why.name).not.toBe('TypeError');",
            "expect(names).toEqual(['TypeError', 'Cart']);",
            "assert.equal(statusText(420), 'unknown');",
            "expect(Object.keys(shop)[0]).toBe('LimitError');",
            "expect(typeof paid).toBe('LimitError');",
            "expect(paid.name).toBe('NoError');",
            "expect(paid.name).toBe('Terror');",
            "expect(paid.name).toBe('createError');",
            "expect(card.title).toBe('LimitError');",
            "expect(paid).toHaveProperty('label', 'LimitError');",
            "expect(paid.measure).toBe('MeanSquaredError');",
        ],
    );
}

#[test]
fn statuses_that_only_a_variable_holds() {
    holds(
        &[
            "expect(response).toEqual([422, 200, 422]);",
            "expect(responses[1]).toEqual(418);",
            "expect(await invalid).toBe(422);",
            "assert.equal(res2, 404);",
            "assert.deepEqual(statuses, [200, 500]);",
        ],
        &[
            "expect(response).toEqual([201, 200]);",
            "expect(responses[1]).toEqual(204);",
            "expect(buf.length).to.equal(400);",
            "expect(sums).toEqual([400, 3]);",
            "expect(response).toEqual([422, 2]);",
            "expect(response).not.toBe(404);",
            "expect(response.sum).toBe(404);",
            "expect(resize(response)).toBe(404);",
        ],
    );
}

#[test]
fn counts_of_errors_of_which_there_must_be_some() {
    holds(
        &[
            "expect(paid.errors.length).toBeGreaterThan(0);",
            "expect(paid.errors.length).toBeGreaterThanOrEqual(1);",
            "expect(paid.errors.length).to.be.above(0);",
            "expect(paid.errors.length).to.be.at.least(1);",
            "expect(paid.errors).not.toBeEmpty();",
        ],
        &[
            "expect(paid.carts.length).toBeGreaterThan(0);",
            "expect(paid.errors.length).toBeGreaterThanOrEqual(0);",
            "expect(paid.errors.length).not.toBeGreaterThan(0);",
            "expect(paid.errors.length).toBeLessThan(1);",
            "expect(paid.errors).toBeEmpty();",
            "expect(paid.carts).not.toBeEmpty();",
        ],
    );
}

#[test]
fn errors_of_tap_by_their_short_name_and_their_type() {
    holds(
        &[
            "t.type(why, Error, 'refused');",
            "t.type(why, 'RangeError');",
            "open(cart, (er) => t.ok(er));",
            "open(cart, (er) => { t.match(er, { code: 'ENOENT' }); });",
            "open(cart, (er) => { t.equal(er.message, 'no cart'); });",
        ],
        &[
            "t.type(cart, 'object');",
            "t.type(cart, Cart);",
            "open(cart, (er) => t.notOk(er));",
            "open(cart, (er) => t.equal(er, null));",
            "open(cart, (er) => t.error(er));",
            "t.ok(erase);",
            "t.equal(her, 3);",
        ],
    );
}

#[test]
fn what_must_be_true_that_says_that_something_failed() {
    holds(
        &[
            "expect(text.includes(error.message)).toBe(true);",
            "t.ok(text.includes(err.message));",
            "assert(text.startsWith(error.message));",
            "expect(form.$invalid).toBe(true);",
            "expect(form.isInvalid()).toBeTruthy();",
            "expect(form.invalid).toBeTrue();",
            "assert.ok(date.isInvalid());",
            "expect(okPaid.orElse(again)).toEqual(err(true));",
            "expect(err(42)).toEqual(err(42));",
            "expect(E.left(3)).toEqual(E.left(3));",
            "expect(paid).toEqual({ status: 'rejected', reason: 3 });",
            "expect(answer.status).toHaveBeenCalledWith(403);",
            "expect(valid).toBe(false);",
            "assert.equal(isValid, false);",
        ],
        &[
            "expect(text.includes(error.message)).toBe(false);",
            "t.notOk(text.includes(err.message));",
            "expect(text.includes(cart.message)).toBe(true);",
            "assert(!text.includes(error.message));",
            "expect(form.$invalid).toBe(false);",
            "expect(form.isInvalid()).toBeFalsy();",
            "expect(form.isInvalid(cart)).toBe(3);",
            "expect(form.invalid).not.toBe(true);",
            "expect(errPaid.orElse(again)).toEqual(ok(true));",
            "expect(left(3)).toEqual(left(3));",
            "expect(paid).not.toEqual(err(42));",
            "expect(paid).toBe('rejected');",
            "expect(answer.status).toHaveBeenCalledWith(200);",
            "expect(valid).toBe(true);",
            "expect(paid).toEqual({ status: 'rejected' });",
            "expect($('.error').attr('class')).toContain('hidden');",
            "expect(!wrapper.find('.error').exists()).toBe(true);",
            "expect(wrapper.find('.error').length === 0).toBeTruthy();",
            "expect(res).toBe(420);",
            "expect(pay).toHaveBeenCalledWith(success, error);",
        ],
    );
}

#[test]
fn messages_in_markup_and_parts_of_a_page() {
    holds(
        &[
            "expect(html).toMatch('<p>MESSAGE:Unexpected Server Error');",
            "expect(html).toContain('<div class=\"box\"><b>Payment failed</b></div>');",
            "expect(text).toBe('shop: transport error');",
            "expect(screen.getByTestId('error')).toBeVisible();",
            "expect(screen.getByTestId('login-error-message')).toBeInTheDocument();",
            "expect(await page.innerText('[data-error]')).toBe('broken!');",
            "await expect(page.locator('.error')).toHaveText('no cart');",
            "expect(wrapper.find('.error').text()).toBe('no cart');",
            "expect(wrapper.find('.error').exists()).toBe(true);",
        ],
        &[
            "expect(html).toMatch('<h1>Root Error Boundary</h1>');",
            "expect(html).toContain('<div class=\"error box\">');",
            "expect(html).toContain('<p class=\"payment failed\">3</p>');",
            "expect(html).toContain('<b>no error found</b>');",
            "expect(text).toBe('level:error');",
            "expect(html).not.toMatch('<p>MESSAGE:Unexpected Server Error');",
            "await expect(page.locator('.error')).toHaveText('');",
            "expect(screen.getByTestId('error')).toHaveTextContent('no-error');",
            "expect(screen.getByTestId('cart-error').textContent).toBe('false');",
            "await expect(page.locator('.error')).toBeHidden();",
            "await expect(page.locator('.error')).toHaveCount(0);",
            "expect(screen.queryByTestId('error')).not.toBeInTheDocument();",
            "expect(screen.getByTestId('error-boundary')).toBeVisible();",
            "expect(screen.getByTestId('error-icon')).toBeVisible();",
            "expect(screen.getByTestId('no-error')).toBeVisible();",
            "expect(wrapper.find('.error').exists()).toBe(false);",
            "expect(rules.find('error')).toBe('x');",
        ],
    );
}

#[test]
fn what_is_called_after_errors_and_snapshots_and_is_none() {
    holds(
        &["expect(throwable).toBe(caught);"],
        &[
            "expect(fromAsyncThrowable).toBe(pay);",
            "expect(shop.errorHandlingConfig().urlErrorParamsEnabled).toBe(true);",
        ],
    );
    let line = |line| of_line(Language::TypeScript, "a.test.ts", FRAME, line);
    assert_eq!(line("expect.assert.isOk(paid);"), "weak value");
    assert_eq!(line("assert.ok('paid'); assert('paid', 'said'); t.ok(\"paid\");"), "");
    assert_eq!(line("assert.ok('a' in cart);"), "value 'a'");
    assert_eq!(line("assert.ok(`${paid}`);"), "weak value");
    assert_eq!(line("assert('no cart', cart);"), "weak value");
    assert_eq!(line("expect(snapshot).toEqual(paid);"), "value paid");
    assert_eq!(line("assert.deepEqual(snapshot, paid);"), "value paid");
    assert_eq!(line("expect(paid).toMatchSnapshot();"), "snapshot");
    assert_eq!(line("t.snapshot(paid);"), "snapshot");
}
