package dev.rollcall.connector.target.kafka;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class KafkaTopicConfiguration {

  @Bean
  KafkaTopicKind kafkaTopicKind() {
    return new KafkaTopicKind();
  }
}
