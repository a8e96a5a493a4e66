/// What an operator has a running platform do: rebuild, verify, roll back.
@NullMarked
package dev.rollcall.standalone.operations;

import org.jspecify.annotations.NullMarked;
