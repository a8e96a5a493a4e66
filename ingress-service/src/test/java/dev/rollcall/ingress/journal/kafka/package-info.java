@NullMarked
package dev.rollcall.ingress.journal.kafka;

import org.jspecify.annotations.NullMarked;
