/// Random sequences of SCIM requests and a plain model of what the answers must be. The model knows
/// the RFCs and nothing of our engine: only JSON values are shared.
@NullMarked
package dev.rollcall.e2e.random;

import org.jspecify.annotations.NullMarked;
