/// Dead letters onto their topic.
@NullMarked
package dev.rollcall.connector.parking.kafka;

import org.jspecify.annotations.NullMarked;
