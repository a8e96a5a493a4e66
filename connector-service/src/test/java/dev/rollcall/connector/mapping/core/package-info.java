/// Tests of scope and mapping without a language.
@NullMarked
package dev.rollcall.connector.mapping.core;

import org.jspecify.annotations.NullMarked;
