/// The example of docs/writing-a-connector.md: a badge system with an interface of its own.
@NullMarked
package dev.rollcall.connector.target.badge;

import org.jspecify.annotations.NullMarked;
