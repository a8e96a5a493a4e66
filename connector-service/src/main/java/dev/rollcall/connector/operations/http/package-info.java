/// Health and the internal HTTP of the connector (docs/contracts.md section 4).
@NullMarked
package dev.rollcall.connector.operations.http;

import org.jspecify.annotations.NullMarked;
