/// The consumer of the decisions log. What a decision means belongs to the core.
@NullMarked
package dev.rollcall.connector.intake.kafka;

import org.jspecify.annotations.NullMarked;
