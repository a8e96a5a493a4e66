/// Work that comes round again and again while the service runs.
@NullMarked
package dev.rollcall.connector.rounds;

import org.jspecify.annotations.NullMarked;
