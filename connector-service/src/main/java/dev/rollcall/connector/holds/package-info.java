/// Acts that would take very many people away from a target: they are weighed first, and wait for a
/// person where they are too many. What is sent and how belongs to delivery.
@NullMarked
package dev.rollcall.connector.holds;

import org.jspecify.annotations.NullMarked;
