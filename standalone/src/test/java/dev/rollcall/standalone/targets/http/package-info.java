/// Tests of asking the administration API.
@NullMarked
package dev.rollcall.standalone.targets.http;

import org.jspecify.annotations.NullMarked;
