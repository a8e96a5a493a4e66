/// Credentials from a file that may change while the service runs.
@NullMarked
package dev.rollcall.ingress.access.file;

import org.jspecify.annotations.NullMarked;
