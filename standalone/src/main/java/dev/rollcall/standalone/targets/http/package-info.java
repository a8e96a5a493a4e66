/// The administration API as it is asked.
@NullMarked
package dev.rollcall.standalone.targets.http;

import org.jspecify.annotations.NullMarked;
