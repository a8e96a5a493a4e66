/// Downstream apps that misbehave by a seed: they put off, fail, are slow, hang, and lie about what
/// they have done.
@NullMarked
package dev.rollcall.e2e.crash.target;

import org.jspecify.annotations.NullMarked;
