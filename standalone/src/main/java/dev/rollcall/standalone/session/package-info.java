/// Plays a recorded SCIM conversation and checks every answer.
@NullMarked
package dev.rollcall.standalone.session;

import org.jspecify.annotations.NullMarked;
