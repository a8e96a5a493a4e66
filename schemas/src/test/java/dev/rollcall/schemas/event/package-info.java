/// Tests of the language of the services.
@NullMarked
package dev.rollcall.schemas.event;

import org.jspecify.annotations.NullMarked;
