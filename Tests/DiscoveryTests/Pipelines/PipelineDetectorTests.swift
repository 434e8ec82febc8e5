import Catalog
import Discovery
import Estate
import Testing

@Suite struct PipelineDetectorTests {
  private let detector: PipelineDetector
  private let path = ".github/workflows/bot.yml"
  private let agent = "agent:repo:github.com/acme/shop/.github/workflows/bot.yml#fix"
  private let pipeline = "pipeline:repo:github.com/acme/shop/.github/workflows/bot.yml"

  init() throws { detector = try PipelineDetector(.embedded) }

  private func inspect(_ text: String, path: String? = nil) -> Inspection {
    Inspection(detector, [(path ?? self.path, text)])
  }

  @Test("what the scripts of steps ask models is a call of the repository's project")
  func requests() throws {
    let result = inspect(
      """
      on: push
      jobs:
        review:
          steps:
            - run: |
                echo "start"
                curl https://api.openai.com/v1/responses \\
                  -d '{"model": "gpt-4o-mini", "instructions": "You are a reviewer of changes."}'
            - run: curl https://api.github.com/repos/acme/shop
      """)
    let project = "application:repo:github.com/acme/shop"
    #expect(result.has(.usesModel, project, "model:openai:gpt-4o-mini"))
    let prompt = try #require(result.estate.assets.first { $0.kind == .prompt })
    #expect(prompt.sightings.map(\.location?.line) == [8])
    #expect(result.estate.assets.filter { $0.kind == .endpoint }.count == 1)
  }

  private let workflow = """
    name: bot
    on:
      issue_comment: {types: [created]}
    permissions: {contents: write}
    jobs:
      fix:
        runs-on: ubuntu-24.04
        steps:
          - uses: anthropics/claude-code-action@v1
            with:
              anthropic_api_key: ${{ secrets.ANTHROPIC_API_KEY }}
              claude_args: --model claude-sonnet-4-20250514 --allowedTools "Bash,Edit"
              prompt: |
                Do this: ${{ github.event.comment.body }}
    """

  @Test("an agent in CI is seen with who steers it, what it may do, and what it is told")
  func agentInCI() {
    let result = inspect(workflow)
    #expect(result.ids(.agent) == [agent])
    #expect(result.has(.contains, pipeline, agent))
    #expect(result.has(.usesModel, agent, "provider:vendor:anthropic"))
    #expect(result.has(.usesModel, agent, "model:anthropic:claude-sonnet-4-20250514"))
    #expect(
      result.has(
        .canCall, agent, "tool:repo:github.com/acme/shop/.github/workflows/bot.yml#fix/Bash"))
    #expect(result.ids(.prompt).count == 1)
    #expect(result.detail("pipeline.untrusted-trigger")?["triggers"] == ["issue_comment"])
    #expect(result.lines("pipeline.untrusted-input-in-prompt") == [13])
    #expect(result.asset(pipeline)?.properties["permissions"] == "contents: write")
    #expect(
      result.asset("provider:vendor:anthropic")?.properties["credential_env"]
        == ["ANTHROPIC_API_KEY"])
    #expect(!result.signalNames.contains("agent.approvals-off"))
  }

  @Test("what options of its command line tell an agent is a prompt, at its line, as are its tools")
  func systemPrompt() throws {
    let text = """
      on: push
      jobs:
        fix:
          steps:
            - uses: anthropics/claude-code-action@v1
              with:
                claude_args: |
                  --mcp-config .mcp.json
                  --allowedTools "Bash,WebFetch"
                  --append-system-prompt "Put a summary at the top of each comment."
            - run: |
                set -e
                claude -p "Fix it" --append-system-prompt "Be brief."
      """
    let result = inspect(text)
    let lines = result.estate.assets.filter { $0.kind == .prompt }
      .flatMap { $0.sightings.map(\.location?.line) }
    #expect(Set(lines) == [10, 13])
    let tools = result.estate.assets.filter { $0.kind == .tool }
      .flatMap { $0.sightings.map(\.location?.line) }
    #expect(tools == [9, 9])
  }

  @Test("the same agent on pushes of the team has no untrusted trigger")
  func trusted() {
    let text = workflow.replacing("issue_comment: {types: [created]}", with: "push: {}")
      .replacing("${{ github.event.comment.body }}", with: "fix the build")
    #expect(!inspect(text).signalNames.contains("pipeline.untrusted-trigger"))
    #expect(!inspect(text).signalNames.contains("pipeline.untrusted-input-in-prompt"))
  }

  @Test(
    "a command line that asks no one is said, and input that comes through a variable is followed")
  func command() {
    let result = inspect(
      """
      on: pull_request_target
      jobs:
        fix:
          steps:
            - env: {BODY: "${{ github.event.pull_request.body }}"}
              run: |
                npm install -g @anthropic-ai/claude-code
                claude -p "Review: $BODY" \\
                  --dangerously-skip-permissions
      """)
    #expect(result.ids(.agent) == [agent])
    #expect(
      result.detail("agent.approvals-off") == ["option": "--dangerously-skip-permissions"])
    #expect(
      result.detail("pipeline.untrusted-input-in-prompt")
        == ["expression": "github.event.pull_request.body"])
  }

  @Test(
    "workflows without AI that put nothing into production are not recorded",
    arguments: [
      "on: pull_request_target\njobs:\n  a:\n    steps:\n      - uses: actions/labeler@v5",
      "on: [push]\njobs:\n  a:\n    steps:\n      - run: npm test",
      "on: [issues]\njobs:\n  a:\n    steps:\n      - run: echo \"${{ github.event.issue.title }}\" claude",
      "on: [push]\njobs:\n  a:\n    steps:\n      - run: npm test\n        env: {TOKEN: '${{ secrets.GITHUB_TOKEN }}'}",
      "jobs: 1", "on: push",
    ])
  func noAI(text: String) { #expect(inspect(text).estate.assets.isEmpty) }

  @Test("what is pushed and rolled out is deployed")
  func deployment() {
    let result = inspect(
      """
      on: {push: {branches: [main]}}
      jobs:
        ship:
          steps:
            - env: {IMAGE: "registry.acme.example/shop:${{ github.sha }}"}
              run: |
                docker build -t "$IMAGE" .
                docker push "$IMAGE"
                kubectl -n web set image deployment/shop app="$IMAGE"
      """)
    let image = "containerimage:oci:registry.acme.example/shop"
    #expect(result.has(.deploys, pipeline, image))
    #expect(result.has(.builds, "repository:git:github.com/acme/shop", image))
    #expect(result.has(.deploys, pipeline, "workload:kubernetes:web/deployment/shop"))
    #expect(result.has(.runsIn, image, "workload:kubernetes:web/deployment/shop"))
  }

  @Test("a scheduled training run has its schedule and the identity of its job")
  func training() {
    let result = inspect(
      """
      on: {schedule: [{cron: "0 2 * * *"}]}
      jobs:
        fit:
          steps:
            - uses: aws-actions/configure-aws-credentials@v4
              with: {role-to-assume: "arn:aws:iam::111122223333:role/fit"}
            - run: dvc repro
              working-directory: ml
      """)
    let job = "trainingjob:repo:github.com/acme/shop/.github/workflows/bot.yml#fit"
    #expect(result.asset(job)?.properties["schedule"] == "0 2 * * *")
    #expect(result.has(.runsAs, job, "role:aws:arn:aws:iam::111122223333:role/fit"))
    #expect(result.has(.contains, pipeline, "pipeline:repo:github.com/acme/shop/ml/dvc.yaml"))
  }

  @Test("other services are read too")
  func otherServices() {
    let gitlab = inspect(
      """
      review:
        variables: {ANTHROPIC_API_KEY: $ANTHROPIC_API_KEY}
        script:
          - claude -p "Review" --dangerously-skip-permissions
        rules: [{if: '$CI_PIPELINE_SOURCE == "merge_request_event"'}]
      """, path: ".gitlab-ci.yml")
    #expect(gitlab.ids(.agent) == ["agent:repo:github.com/acme/shop/.gitlab-ci.yml#review"])
    #expect(
      gitlab.asset("pipeline:repo:github.com/acme/shop/.gitlab-ci.yml")?.properties["trigger"]
        == ["merge_request"])
    let circle = inspect(
      "jobs:\n  test:\n    steps:\n      - checkout\n      - run: {command: promptfoo eval}",
      path: ".circleci/config.yml")
    #expect(circle.ids(.evaluation).count == 1)
    let azure = inspect(
      "stages:\n  - stage: a\n    jobs:\n      - job: train\n        steps:\n          - bash: dvc repro",
      path: "azure-pipelines.yml")
    #expect(
      azure.ids(.trainingJob) == ["trainingjob:repo:github.com/acme/shop/azure-pipelines.yml#train"]
    )
    let jenkins = inspect(
      "pipeline {\n  triggers { cron('H 2 * * *') }\n  steps {\n    sh '''\n      dvc repro\n    '''\n  }\n}",
      path: "Jenkinsfile")
    #expect(jenkins.ids(.trainingJob).count == 1)
    #expect(
      jenkins.asset("pipeline:repo:github.com/acme/shop/Jenkinsfile")?.properties["schedule"]
        == "H 2 * * *")
    #expect(inspect("sh 'unclosed", path: "Jenkinsfile").estate.assets.isEmpty)
  }
}
