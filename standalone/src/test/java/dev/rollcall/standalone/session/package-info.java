/// The recorded session.
@NullMarked
package dev.rollcall.standalone.session;

import org.jspecify.annotations.NullMarked;
