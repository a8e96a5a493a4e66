/// What the tests of several modules share: real servers, and the walls between packages.
@NullMarked
package dev.rollcall.testkit;

import org.jspecify.annotations.NullMarked;
