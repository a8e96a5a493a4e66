/// How recorded requests and their facts become entries of a history.
@NullMarked
package dev.rollcall.projection.history.core;

import org.jspecify.annotations.NullMarked;
