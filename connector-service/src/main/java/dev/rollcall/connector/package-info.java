/// The connector service: brings every downstream app to the state that the decisions say it must
/// have. Only the application, its settings and its limits stand here; everything else belongs to a
/// feature.
@NullMarked
package dev.rollcall.connector;

import org.jspecify.annotations.NullMarked;
