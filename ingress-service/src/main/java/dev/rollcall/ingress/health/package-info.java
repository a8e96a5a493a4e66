/// Says whether the service lives and whether it can serve, with a sentence for each part that is
/// down.
@NullMarked
package dev.rollcall.ingress.health;

import org.jspecify.annotations.NullMarked;
