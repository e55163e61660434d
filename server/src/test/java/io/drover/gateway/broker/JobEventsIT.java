package io.drover.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.events.EventConfigurations;
import io.drover.events.EventType;
import io.drover.gateway.events.EventPublisher;
import io.drover.gateway.events.JobEvents;
import io.drover.gateway.jobs.Fleet;
import io.drover.gateway.jobs.JobsRequests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an application hears of the work of a device, through the broker.
class JobEventsIT {
  @TempDir Path folder;
  private Fleet fleet;
  private EventConfigurations configurations;
  private BrokerOnLoopback broker;

  @BeforeEach
  void open() throws IOException {
    fleet = new Fleet(folder);
    configurations = new EventConfigurations(fleet.database());
    broker = new BrokerOnLoopback(new JobsRequests(fleet.executions, fleet::now));
    EventPublisher events = new EventPublisher(configurations, broker.broker, fleet::now);
    new JobEvents(events, BrokerOnLoopback.ARNS).follow(fleet.changes());
    fleet.registers("T");
  }

  @AfterEach
  void close() {
    broker.close();
    fleet.close();
  }

  @Test
  void theEndOfAnExecutionIsHeardAsAnEventOnceEnabledAndNeverAsTheAnswerToTheDevice()
      throws Exception {
    try (PahoClient device = PahoClient.connect(broker, "T");
        PahoClient application = PahoClient.connect(broker, "application")) {
      device.subscribe("$aws/things/T/jobs/+/update/accepted", 1);
      application.subscribe("$aws/things/+/jobs/+/update/accepted", 1);
      application.subscribe("$aws/events/jobExecution/#", 1);

      succeeds(device, "untold");
      configurations.update(Map.of(EventType.JOB_EXECUTION, true), fleet.now());
      succeeds(device, "told");

      PahoClient.Received event = application.next();
      assertThat(event.topic()).isEqualTo("$aws/events/jobExecution/told/succeeded");
      assertThat(event.payload()).contains("\"status\":\"SUCCEEDED\"", ":thing/T\"");
      application.subscribe("marker", 1);
      application.publish("marker", "last", 1);
      assertThat(application.next().topic()).isEqualTo("marker");
    }
  }

  private void succeeds(PahoClient device, String jobId) throws Exception {
    fleet.creates(jobId, "T");
    String update = "$aws/things/T/jobs/" + jobId + "/update";
    device.publish(update, "{\"status\":\"SUCCEEDED\"}", 1);
    assertThat(device.next().topic()).isEqualTo(update + "/accepted");
    fleet.worksInTheBackground();
  }
}
