/// The language that all services share. Logic of a service does not belong here.
@NullMarked
package dev.rollcall.schemas;

import org.jspecify.annotations.NullMarked;
