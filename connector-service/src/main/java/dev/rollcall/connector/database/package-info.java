/// Opens PostgreSQL for the features and migrates it. No feature's SQL belongs here.
@NullMarked
package dev.rollcall.connector.database;

import org.jspecify.annotations.NullMarked;
