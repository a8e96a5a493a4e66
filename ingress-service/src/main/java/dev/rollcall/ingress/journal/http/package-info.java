/// Asks the projection for a decision when the doorbell stays silent.
@NullMarked
package dev.rollcall.ingress.journal.http;

import org.jspecify.annotations.NullMarked;
