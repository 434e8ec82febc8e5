import Estate
import Testing

@testable import Discovery

/// Services that LangChain4j makes of interfaces, and what Spring hands to those that use them.
@Suite struct JavaServicesTests {
  private static let settings = (
    "src/main/resources/application.yml",
    """
    shop:
      chat:
        modelName: qwen-plus
        apiKey: ${DASHSCOPE_API_KEY}
    """
  )
  private static let service = (
    "src/main/java/shop/Guide.java",
    """
    package shop;

    /** Answers questions of guests. */
    public interface Guide {
      String answer(String question);
    }
    """
  )
  @Test func `an agent that an interface describes is the one that is built of it`() throws {
    let result = try SourceCodeFixture([
      (
        "src/main/java/shop/LetterWriter.java",
        """
        package shop;

        import dev.langchain4j.agentic.Agent;
        import dev.langchain4j.service.UserMessage;

        public interface LetterWriter {
          @UserMessage("Write a letter to {{guest}} about the order.")
          @Agent("Writes letters")
          String write(String guest);
        }
        """
      ),
      (
        "src/main/java/shop/Desk.java",
        """
        package shop;

        import dev.langchain4j.agentic.AgenticServices;
        import dev.langchain4j.model.openai.OpenAiChatModel;

        class Desk {
          LetterWriter writer() {
            return AgenticServices.agentBuilder(LetterWriter.class)
                .chatModel(OpenAiChatModel.builder().modelName("gpt-4o-mini").build()).build();
          }
        }
        """
      ),
    ]).found()
    let agents = result.assets.filter { $0.kind == .agent }
    #expect(Set(agents.map(\.name)) == ["LetterWriter"], "\(result)")
    #expect(Set(agents.map(\.id)).count == 1, "\(result)")
    #expect(result.has("Agent LetterWriter USES_MODEL Model gpt-4o-mini"), "\(result)")
  }

  private static let configuration = (
    "src/main/java/shop/Setup.java",
    """
    package shop;

    import dev.langchain4j.model.chat.ChatModel;
    import dev.langchain4j.model.openai.OpenAiChatModel;
    import dev.langchain4j.service.AiServices;
    import org.springframework.beans.factory.annotation.Value;
    import org.springframework.context.annotation.Bean;

    class Setup {
      @Value("${shop.chat.modelName}")
      private String modelName;

      @Bean
      ChatModel chatModel() {
        return OpenAiChatModel.builder().modelName(modelName).build();
      }

      @Bean
      Guide guide(ChatModel chatModel) {
        return AiServices.create(Guide.class, chatModel);
      }
    }
    """
  )
  private static let controller = (
    "src/main/java/shop/GuideController.java",
    """
    package shop;

    import org.springframework.web.bind.annotation.GetMapping;
    import org.springframework.web.bind.annotation.RestController;

    @RestController
    class GuideController {
      private final Guide guide;
      private final Weather weather;

      GuideController(Guide guide, Weather weather) {
        this.guide = guide;
        this.weather = weather;
      }

      @GetMapping("/ask")
      String ask(String question) {
        return guide.answer(question);
      }

      @GetMapping("/weather")
      String weather() {
        return weather.answer("today");
      }
    }
    """
  )
  private static let other = (
    "src/main/java/shop/Weather.java",
    """
    package shop;

    public interface Weather {
      String answer(String day);
    }
    """
  )

  private static func found() throws -> SourceCodeFixture.Found {
    try SourceCodeFixture([settings, service, configuration, controller, other]).found()
  }

  @Test func `a service is seen where its interface stands`() throws {
    let lines = try Self.found().asset("Agent", "Guide").compactMap { $0.sighting.location }
    #expect(lines.contains { $0.path.hasSuffix("Guide.java") && $0.line == 4 })
    #expect(lines.contains { $0.path.hasSuffix("Setup.java") })
  }

  @Test func `whoever is handed a service asks its model`() throws {
    let result = try Self.found()
    #expect(result.has("Endpoint /ask"))
    #expect(!result.assets.contains { $0.name == "/weather" })
    #expect(result.has("Agent Guide USES_MODEL Model qwen-plus"))
  }

  @Test func `a property is worth what the settings give it`() throws {
    let models = try Self.found().assets.filter { $0.kind == .model }
    #expect(models.contains { $0.name == "qwen-plus" })
    #expect(!models.contains { $0.name.contains("$") })
  }
}
