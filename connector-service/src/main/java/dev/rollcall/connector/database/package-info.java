/// Opens PostgreSQL for the features and migrates it. No feature's SQL belongs here but what
/// several must say alike.
@NullMarked
package dev.rollcall.connector.database;

import org.jspecify.annotations.NullMarked;
