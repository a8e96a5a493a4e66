/// The whole platform, through its public faces only.
@NullMarked
package dev.rollcall.e2e;

import org.jspecify.annotations.NullMarked;
