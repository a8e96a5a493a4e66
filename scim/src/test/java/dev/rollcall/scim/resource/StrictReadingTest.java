package dev.rollcall.scim.resource;

import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.schema.StandardSchemas;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What is read, and what refused, with all leniency off. The letters are those of [ReaderTable].
class StrictReadingTest {
  private static final String STRICT_USERS =
      """
      standard SCIM in any letter case
        body: {"schemas":["U","E"],"USERNAME":"ann","E":{"Manager":{"value":"m1"}},"id":"x","meta":{}}
        gives: {"schemas":["U","E"],"userName":"ann","E":{"manager":{"value":"m1"}}}
      no schemas
        body: {"userName":"ann"}
        gives: 400 invalidSyntax
      schemas without the base schema
        body: {"schemas":["E"],"userName":"ann"}
        gives: 400 invalidSyntax
      an unknown schema
        body: {"schemas":["U","C"],"userName":"ann"}
        gives: 400 invalidSyntax
      schemas as a text
        body: {"schemas":"U","userName":"ann"}
        gives: 400 invalidSyntax
      an unknown attribute
        body: {"schemas":["U"],"userName":"ann","favouriteColour":"blue"}
        gives: 400 invalidSyntax
      an unknown attribute of an extension
        body: {"schemas":["U","E"],"userName":"ann","E":{"shoeSize":"44"}}
        gives: 400 invalidSyntax
      an unknown sub-attribute
        body: {"schemas":["U"],"userName":"ann","name":{"nick":"A"}}
        gives: 400 invalidValue
      an open extension
        body: {"schemas":["U"],"userName":"ann","C":{"badge":"B"}}
        gives: 400 invalidSyntax
      a dotted name
        body: {"schemas":["U"],"userName":"ann","name.givenName":"Ann"}
        gives: 400 invalidSyntax
      an extension's attribute without its URN
        body: {"schemas":["U"],"userName":"ann","department":"Sales"}
        gives: 400 invalidSyntax
      a boolean as text
        body: {"schemas":["U"],"userName":"ann","active":"True"}
        gives: 400 invalidValue
      a manager as text
        body: {"schemas":["U","E"],"userName":"ann","E":{"manager":"m1"}}
        gives: 400 invalidValue
      a list of one
        body: {"schemas":["U"],"userName":["ann"]}
        gives: 400 invalidValue
      an empty text is a value
        body: {"schemas":["U"],"userName":"ann","title":""}
        gives: {"schemas":["U"],"userName":"ann","title":""}
      an empty userName is still none
        body: {"schemas":["U"],"userName":""}
        gives: 400 invalidValue
      """;

  @TestFactory
  Stream<DynamicTest> users_of_strict_clients() {
    return ReaderTable.tests(STRICT_USERS, StandardSchemas.USER_TYPE, Leniency.STRICT);
  }
}
