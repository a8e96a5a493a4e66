/// Decisions in, read model and raised lane keys out. Nothing here calls a target.
@NullMarked
package dev.rollcall.connector.intake;

import org.jspecify.annotations.NullMarked;
