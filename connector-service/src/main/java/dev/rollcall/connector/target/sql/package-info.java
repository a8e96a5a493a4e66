/// Tables of an owner's in PostgreSQL. What is read of an entry of the targets file, what is asked
/// of the database and what its errors mean belong here, and no decision on what to do next.
@NullMarked
package dev.rollcall.connector.target.sql;

import org.jspecify.annotations.NullMarked;
