package dev.rollcall.connector.mapping;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.mapping.jsonata.JsonataLanguage;
import dev.rollcall.connector.mapping.postgres.PostgresSubjects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MappingConfiguration {

  @Bean
  MappingLanguage mappingLanguage(Limits limits) {
    return new JsonataLanguage(limits.mapping());
  }

  @Bean
  Preview preview(TargetShapes shapes, Database database, MappingLanguage language) {
    return new Preview(shapes, new PostgresSubjects(database), language);
  }
}
