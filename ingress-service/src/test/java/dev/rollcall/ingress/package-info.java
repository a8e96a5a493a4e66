/// The front door, without and with its servers.
@NullMarked
package dev.rollcall.ingress;

import org.jspecify.annotations.NullMarked;
