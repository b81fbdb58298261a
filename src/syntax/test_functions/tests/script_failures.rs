//! Failures that lines of JavaScript name by a text, a key, a type or a call that must not be.

use super::lines::hold;
use super::*;

const FRAME: &str = "test('x', async () => {\n  LINE\n});\n";

#[test]
fn errors_that_are_named_by_a_text_or_a_key() {
    hold(
        Language::TypeScript,
        "a.test.ts",
        FRAME,
        &[
            "expect(answer).toEqual({ type: 'error', cart: 3 });",
            "expect(paid).toMatchObject({ status: 'error', error });",
            "expect(events).toEqual([{ type: 'error' }]);",
            "expect(paid.text()).toBe('Error');",
            "assert.equal(why, 'transport error');",
            "assert.strictEqual(paid._tag, 'Failure');",
            "expect(out).toContain('Unhandled exception');",
            "expect(why).toBe('server_error');",
            "expect(why).toBe('An error has occurred');",
            "expect(told).toHaveBeenCalledWith({ status: 'error', error });",
            "expect(onChange).toHaveBeenNthCalledWith(1, 'error');",
            "expect(told).toHaveBeenCalledWith(expect.objectContaining({ error: 'no cart' }));",
            "expect(told).to.have.been.calledWith('Request failed');",
            "expect(told).calledWith('Request failed');",
            "sinon.assert.calledWith(told, 'Request failed');",
            "expect(events).toEqual([failure]);",
            "expect(events).toEqual([3, error]);",
            "expect((paid[0] as Error).message).toBe('no cart');",
            "expect((paid as LimitError).message).toContain('no cart');",
            "expect(screen.getByText('Error')).toBeInTheDocument();",
            "assert(out.indexOf('error') > -1);",
            "assert(out.includes('transport error'));",
            "expectObservable(paid).toBe('#', null, new EmptyError());",
            "expect(paid).toEqual({ cart: 3, why: new LimitError() });",
        ],
        &[
            "expect(answer).toEqual({ type: 'paid', cart: 3 });",
            "expect(answer).not.toEqual({ type: 'error' });",
            "expect(answer).toEqual({ error: null });",
            "expect(paid.text()).not.toBe('Error');",
            "expect(paid).toContain('.custom-error-icon');",
            "expect(paid.className).toBe('error');",
            "expect(logger.level).toBe('error');",
            "expect(page.html()).toContain('<div class=\"error box\">');",
            "expect(out).toContain('0 failed');",
            "expect(out).toBe('no error');",
            "expect(keys).toBe('has_error');",
            "assert.equal(pay(), 3, 'transport error');",
            "expect(pay()).to.equal(3, 'transport error');",
            "t.is(sum, 3, 'payment failed');",
            "expect(title).toBe('Error handling');",
            "expect(told).toHaveBeenCalledWith('error', expect.any(Function));",
            "expect(told).toHaveBeenCalledWith({ status: 'paid' });",
            "expect(events).toEqual([paid]);",
            "expect((paid as Cart).message).toBe('paid');",
            "assert(out.indexOf('error') === -1);",
            "assert(!out.includes('transport error'));",
            "assert.notEqual(why, 'transport error');",
            "expect(isLimit(new EmptyError())).toBe(false);",
            "assert.equal(isLimit(new EmptyError()), false);",
            "expect(paid).not.toEqual(new EmptyError());",
        ],
    );
}

#[test]
fn what_must_not_be_called_and_what_types_must_be() {
    hold(
        Language::TypeScript,
        "a.test.ts",
        FRAME,
        &[
            "expect(pay).not.toHaveBeenCalledWith(3);",
            "expect(pay).to.not.have.been.calledWith(3);",
            "sinon.assert.neverCalledWithMatch(pay, { sum: 3 });",
            "assert.isFalse(pay.calledWith(3));",
            "assert.isFalse(pay.calledOnce);",
            "assertTrue(Exit.isFailure(paid));",
            "assertTrue(paid.isErr());",
            "assertFalse(Exit.isSuccess(paid));",
            "expectTypeOf(why).toEqualTypeOf<LimitError>();",
            "expectType<Error>(why);",
            "assertType<LimitException>(why);",
            "expect(wrapper.emitted('error')).toBeTruthy();",
            "expect(answer.status).to.be.oneOf([400, 404]);",
            "assert.equal(paid instanceof Error, true);",
        ],
        &[
            "expect(pay).toHaveBeenCalledWith(3);",
            "sinon.assert.calledWithMatch(pay, { sum: 3 });",
            "assert.isTrue(pay.calledWith(3));",
            "assert.isTrue(pay.calledOnce);",
            "assert.isFalse(pay.calledTwice);",
            "assertTrue(Exit.isSuccess(paid));",
            "assertFalse(paid.isErr());",
            "expectTypeOf(paid).toEqualTypeOf<Either<LimitError, Cart>>();",
            "expectTypeOf(paid).not.toEqualTypeOf<LimitError>();",
            "expectType<Cart>(paid);",
            "expect(wrapper.emitted('paid')).toBeTruthy();",
            "expect(wrapper.emitted('error')).toBeFalsy();",
            "expect(answer.status).to.be.oneOf([200, 201]);",
            "expect(paid).not.toHaveProperty('error');",
            "expect(paid).to.not.have.property('error');",
            "expect(paid).not.to.have.property('errors');",
            "assert.equal(configError instanceof Error, false);",
            "assert.strictEqual(this.configError instanceof Error, false);",
        ],
    );
}
