/// Clients that provision as Entra does, and note what they asked and what they were told.
@NullMarked
package dev.rollcall.e2e.crash.client;

import org.jspecify.annotations.NullMarked;
