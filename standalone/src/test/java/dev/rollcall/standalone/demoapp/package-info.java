/// The demo apps over HTTP.
@NullMarked
package dev.rollcall.standalone.demoapp;

import org.jspecify.annotations.NullMarked;
