import Catalog
import Estate
import Testing

@Suite("The detector of credentials leaves alone")
struct CredentialNegativesTests {
  private static let hex40 = "3f786850e387550fdab836ed7e6dc881de23001b"
  private static let hex64 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
  private static let base64 =
    "TG9yZW0gaXBzdW0gZG9sb3Igc2l0IGFtZXQsIGNvbnNlY3RldHVyIGFkaXBpc2NpbmcgZWxpdCwgc2VkIGRvIGVpdXNtb2Q"

  private static let texts: [String] = [
    // Digests and identifiers.
    "commit \(hex40)", "\"gitHead\": \"\(hex40)\"", "sha256:\(hex64)", "image: app@sha256:\(hex64)",
    "md5 = 'd41d8cd98f00b204e9800998ecf8427e'", "id: 550e8400-e29b-41d4-a716-446655440000",
    "\"integrity\": \"sha512-\(base64)==\"", "h1:\(base64.prefix(43))=", "etag: W/\"\(hex40)\"",
    "wandb run: \(hex40)", "deepgram commit = \(hex40)", "traceparent: 00-\(hex64.prefix(32))-01",
    "cache_key_\(hex64)", "api_key_\(hex64)", "monkey_\(hex64)", "key_\(hex64.prefix(40))",
    "fal.ai request_id: 550e8400-e29b-41d4-a716-446655440000",
    "deepseek commit: sk-d41d8cd98f00b204e9800998ecf8427e",
    // Blobs.
    "data:image/png;base64,\(base64)\(base64)", "\(base64)", "JVBERi0xLjQKJeLjz9MK\(base64)",
    "-----BEGIN CERTIFICATE-----\nMIID\(base64)\n-----END CERTIFICATE-----",
    // Words that begin as keys do.
    "class=\"sk-loading-spinner-wrapper-large-centered-container-element\"",
    ".sk-folding-cube .sk-cube1:before { transform: none }",
    "sk-proj-management-dashboard-panel-layout",
    "risk-or-v1-\(hex64)", "task-sk-or-something", "const up_to_date_status_of_the_server = 1",
    "fw_update_firmware_version_checker_module", "fc-\(hex64.prefix(16))",
    "pa-ge-layout-with-three-columns-and-a-footer",
    "xai-explainable-artificial-intelligence-survey-of-methods-and-their-evaluation-in-practice-today",
    "import hf_transfer_and_other_useful_helper_libs",
    "hf_hub_download_with_retry_and_progress_bar",
    "class hf_AutoModelForSequenceClassificationWithPooler:",
    "jina_embeddings_v3_base_en_multilingual_model_for_long_documents_x",
    "live_\(hex64.prefix(32))", "pplx-embed-and-rerank-models-for-retrieval-in-production",
    // Placeholders.
    "OPENAI_API_KEY=sk-...", "OPENAI_API_KEY=sk-proj-your-key-here",
    "sk-XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
    joined("sk-xxxxxxxxxxxxxxxxxxxx", "T3BlbkFJ", "xxxxxxxxxxxxxxxxxxxx"),
    joined("sk-ant-", "api03-") + String(repeating: "x", count: 93) + "AA",
    joined("hf_", String(repeating: "a", count: 34)),
    joined("hf_", "abcdefghijklmnopqrstuvwxyzABCDEFGH"),
    joined("hf_", "YourHuggingFaceTokenGoesRightHere0"),
    joined("gsk_", String(repeating: "aB3d", count: 13)),
    joined("gsk_", "ThisIsOnlyAnExampleOfHowTheKeyOfGroqMayLookInYourFi"),
    "sk-1234", "sk-1234567890abcdef1234567890abcdef",
    "DEEPSEEK_API_KEY=sk-00000000000000000000000000000000",
    "ANTHROPIC_API_KEY=${ANTHROPIC_API_KEY}", "api_key: {{ secrets.OPENAI_API_KEY }}",
    "os.environ['GROQ_API_KEY']", "process.env.HF_TOKEN",
    "Authorization: Bearer <sk-ant-api03-KEY>",
    // Keys of others, or that are printed everywhere.
    joined("sk_", "test_") + "4eC39HqLyjWDarjtT1zdp7dc",
    joined("pk_", "test_") + "TYooMQauvdEDq54NiTphI7jx",
    joined("AIza", "SyDaGmWKa4JsXZ-HjGw7ISLn_3namBGewQe"), joined("AKIA", "IOSFODNN7EXAMPLE"),
    joined("ghp_", "1234567890abcdefghijklmnopqrstuvwxyz"),
    joined("xoxb-", "not-a-real-token-at-all"),
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
    // Minified code.
    "!function(e,t){\"object\"==typeof exports?module.exports=t():e.sk=t()}(this,(function(){var r8_=1,hf_=2;return r8_+hf_}));",
    "var a={\"sk-chasing-dots\":1,\"gsk_\":2,\"nvapi-\":3,\"pcsk_\":4,\"tvly-\":5};",
  ]

  @Test("what only resembles a key", arguments: texts)
  func negative(text: String) throws {
    let scan = try CredentialScan()
    #expect(try scan.credentials(in: text).isEmpty)
    #expect(try scan.credentials(in: "x = \"\(text)\"\n", path: "package-lock.json").isEmpty)
  }
}
