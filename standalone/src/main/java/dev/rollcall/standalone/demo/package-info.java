/// The demonstration: a session in, two apps in step, history out.
@NullMarked
package dev.rollcall.standalone.demo;

import org.jspecify.annotations.NullMarked;
