package dev.rollcall.scim.resource;

import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.schema.StandardSchemas;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What lenient clients may send as a group. The letters in the table are those of [ReaderTable].
class GroupReadingTest {
  private static final String LENIENT_GROUPS =
      """
      a group with Microsoft's schema
        body: {"schemas":["G","http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],"externalId":"8aa1","displayName":"Sales","meta":{"resourceType":"Group"}}
        gives: {"schemas":["G"],"externalId":"8aa1","displayName":"Sales"}
      members keep their type and lose what we derive
        body: {"displayName":"Sales","members":[{"value":"a","$ref":"http://h/Users/a","display":"Ann","type":"User"},{"$ref":null,"value":"b"}]}
        gives: {"schemas":["G"],"displayName":"Sales","members":[{"value":"a","type":"User"},{"value":"b"}]}
      a member twice is one
        body: {"displayName":"Sales","members":[{"value":"a"},{"value":"a","type":"User"},{"value":"A"}]}
        gives: {"schemas":["G"],"displayName":"Sales","members":[{"value":"a","type":"User"},{"value":"A"}]}
      no members
        body: {"displayName":"Sales","members":[]}
        gives: {"schemas":["G"],"displayName":"Sales"}
      a member without id
        body: {"displayName":"Sales","members":[{"type":"User"}]}
        gives: 400 invalidValue
      no displayName
        body: {"schemas":["G"],"members":[]}
        gives: 400 invalidValue
      a blank displayName
        body: {"schemas":["G"],"displayName":"  "}
        gives: 400 invalidValue
      a user
        body: {"schemas":["U"],"displayName":"Sales"}
        gives: 400 invalidSyntax
      groups have no enterprise extension, so it is an open one
        body: {"displayName":"Sales","E":{"department":"X"}}
        gives: {"schemas":["G","E"],"displayName":"Sales","E":{"department":"X"}}
      """;

  @TestFactory
  Stream<DynamicTest> groups_of_lenient_clients() {
    return ReaderTable.tests(LENIENT_GROUPS, StandardSchemas.GROUP_TYPE, Leniency.ALL);
  }
}
