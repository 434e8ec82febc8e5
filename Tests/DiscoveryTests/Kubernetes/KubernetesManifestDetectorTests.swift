import Catalog
import Discovery
import Estate
import Testing

@Suite struct KubernetesManifestDetectorTests {
  private let detector: KubernetesManifestDetector

  init() throws { detector = try KubernetesManifestDetector(.embedded) }

  private func inspect(_ text: String, path: String = "k8s/app.yaml") -> Inspection {
    Inspection(detector, [(path, text)])
  }

  private let server = """
    apiVersion: v1
    kind: ServiceAccount
    metadata:
      name: llm
      namespace: ai
      annotations:
        eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/llm
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: llm, namespace: ai}
    spec:
      template:
        metadata: {labels: {app: llm, tier: a}}
        spec:
          serviceAccountName: llm
          containers:
            - name: vllm
              image: vllm/vllm-openai:latest
              args: [--model, Qwen/Qwen2.5-7B-Instruct, --trust-remote-code]
              env:
                - {name: OPENAI_API_KEY, valueFrom: {secretKeyRef: {name: a, key: b}}}
    ---
    apiVersion: v1
    kind: Service
    metadata:
      name: llm-api
      namespace: ai
    spec:
      type: LoadBalancer
      selector: {app: llm}
    """

  @Test("a served model is bound to its workload, identity, cloud role and network")
  func servedModel() {
    let result = inspect(server)
    let endpoint = "endpoint:kubernetes:ai/llm-api"
    let workload = "workload:kubernetes:ai/deployment/llm"
    #expect(result.has(.serves, endpoint, "model:huggingface:Qwen/Qwen2.5-7B-Instruct"))
    #expect(result.has(.runsOn, endpoint, workload))
    #expect(result.has(.runsAs, workload, "serviceaccount:kubernetes:ai/llm"))
    #expect(
      result.has(
        .canAssume, "serviceaccount:kubernetes:ai/llm",
        "role:aws:arn:aws:iam::111122223333:role/llm"))
    #expect(result.has(.runsIn, "containerimage:oci:vllm/vllm-openai", workload))
    #expect(result.has(.reaches, "network:internet:internet", endpoint))
    #expect(result.has(.sendsTo, workload, "provider:vendor:openai"))
    #expect(result.asset(endpoint)?.properties["authenticated"] == false)
    #expect(result.signalNames == ["model.trust-remote-code"])
  }

  @Test("an annotation keeps a load balancer within the organization")
  func internalBalancer() {
    let text = server.replacing(
      "  name: llm-api",
      with: "  name: llm-api\n  annotations: {networking.gke.io/load-balancer-type: Internal}")
    let result = inspect(text)
    #expect(result.has(.reaches, "network:corporate:corporate", "endpoint:kubernetes:ai/llm-api"))
    #expect(!result.has(.reaches, "network:internet:internet", "endpoint:kubernetes:ai/llm-api"))
  }

  @Test("a key that the server asks for is authentication")
  func key() {
    let text = server.replacing("--trust-remote-code", with: "--api-key=$(KEY)")
    #expect(
      inspect(text).asset("endpoint:kubernetes:ai/llm-api")?.properties["authenticated"] == true)
  }

  private func ingress(_ annotations: String, more: String = "") -> Inspection {
    inspect(
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: edge
        namespace: ai
        annotations: {\(annotations)}
      spec:
        \(more)
        rules:
          - host: chat.acme.example
            http:
              paths:
                - path: /
                  backend: {service: {name: ollama-api, port: {number: 80}}}
                - path: /shop
                  backend: {service: {name: shop, port: {number: 80}}}
      """)
  }

  @Test("an ingress says who can reach an AI service, and whether they sign in")
  func ingressExposure() {
    let endpoint = "endpoint:kubernetes:ai/ollama-api"
    let open = ingress("alb.ingress.kubernetes.io/scheme: internet-facing")
    #expect(open.ids(.endpoint) == [endpoint])
    #expect(open.has(.reaches, "network:internet:internet", endpoint))
    #expect(open.asset(endpoint)?.properties["authenticated"] == nil)
    #expect(open.asset(endpoint)?.properties["url"] == "http://chat.acme.example")
    let signed = ingress(
      "nginx.ingress.kubernetes.io/auth-url: 'https://sso'", more: "tls: [{hosts: [a]}]")
    #expect(signed.asset(endpoint)?.properties["authenticated"] == true)
    #expect(signed.asset(endpoint)?.properties["encrypted"] == true)
    let ranged = ingress(
      "nginx.ingress.kubernetes.io/whitelist-source-range: '10.0.0.0/8,192.168.1.0/24'")
    #expect(ranged.has(.reaches, "network:corporate:corporate", endpoint))
    let mixed = ingress(
      "nginx.ingress.kubernetes.io/whitelist-source-range: '10.0.0.0/8,8.8.8.8/32'")
    #expect(mixed.ids(.network).isEmpty)
  }

  @Test(
    "manifests without AI are not recorded",
    arguments: [
      "image: nginx:1.27", "image: acme/llama-farm:2",
      "image: acme/api:1\n              env: [{name: MODEL, value: Tesla}, {name: USER_AGENT, value: x}]",
    ])
  func noAI(container: String) {
    let text = server.replacing("image: vllm/vllm-openai:latest", with: container)
      .replacing("- {name: OPENAI_API_KEY, valueFrom: {secretKeyRef: {name: a, key: b}}}", with: "")
      .replacing("args: [--model, Qwen/Qwen2.5-7B-Instruct, --trust-remote-code]", with: "")
      .replacing("name: llm", with: "name: shop")
      .replacing("              env:\n", with: "")
    #expect(inspect(text).estate.assets.isEmpty)
  }

  @Test("custom resources name the models that they serve")
  func customResources() {
    let result = inspect(
      """
      apiVersion: serving.kserve.io/v1beta1
      kind: InferenceService
      metadata: {name: fraud, namespace: risk}
      spec:
        predictor:
          serviceAccountName: reader
          model:
            modelFormat: {name: sklearn}
            storageUri: s3://acme-models/fraud/v3
      ---
      apiVersion: kubeai.org/v1
      kind: Model
      metadata: {name: llama, namespace: ai}
      spec:
        url: hf://Qwen/Qwen3-8B:0123456789012345678901234567890123456789
      """)
    #expect(
      result.has(
        .serves, "endpoint:kubernetes:risk/fraud", "model:aws-s3:acme-models/fraud/v3"))
    #expect(
      result.has(
        .storedIn, "modelartifact:aws-s3:acme-models/fraud/v3", "datastore:aws-s3:acme-models"))
    #expect(
      result.has(
        .runsAs, "workload:kubernetes:risk/inferenceservice/fraud",
        "serviceaccount:kubernetes:risk/reader"))
    let model = "model:huggingface:Qwen/Qwen3-8B@0123456789012345678901234567890123456789"
    #expect(result.asset(model)?.properties["pinned"] == true)
  }

  @Test(
    "a model of one's own goes by the name that callers ask for; what stands before it is an image")
  func ownModels() throws {
    let result = inspect(
      """
      apiVersion: serving.kubeflow.org/v1alpha2
      kind: InferenceService
      metadata:
        name: clothes
        namespace: shop
      spec:
        default:
          predictor:
            tensorflow:
              storageUri: s3://acme-models/export/7
          transformer:
            custom:
              container:
                image: acme/clothes-transformer:1
      ---
      apiVersion: serving.kserve.io/v1beta1
      kind: InferenceService
      metadata: {name: chat, namespace: shop}
      spec:
        predictor:
          model:
            modelFormat: {name: huggingface}
            args: [--model_name=chat, --model_id=Qwen/Qwen3-8B]
      ---
      apiVersion: serving.kserve.io/v1beta1
      kind: InferenceService
      metadata: {name: own, namespace: shop}
      spec:
        predictor:
          containers: [{name: kserve-container, image: "acme/own:2"}]
      ---
      apiVersion: machinelearning.seldon.io/v1
      kind: SeldonDeployment
      metadata: {name: iris, namespace: shop}
      spec:
        predictors:
          - name: default
            graph: {name: classifier, implementation: SKLEARN_SERVER, modelUri: "gs://acme-models/iris"}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: shop}
      """)
    let model = try #require(result.asset("model:aws-s3:acme-models/export/7"))
    #expect(model.name == "clothes")
    #expect(model.sightings.map(\.location?.line) == [4])
    #expect(result.ids(.modelArtifact).contains("modelartifact:aws-s3:acme-models/export/7"))
    #expect(
      result.ids(.containerImage) == [
        "containerimage:oci:acme/clothes-transformer", "containerimage:oci:acme/own",
      ])
    #expect(
      result.ids(.model).sorted() == [
        "model:aws-s3:acme-models/export/7", "model:gcp-storage:acme-models/iris",
        "model:huggingface:Qwen/Qwen3-8B", "model:kubernetes:shop/own",
      ])
  }

  @Test("templates of charts are read as far as they are YAML")
  func templates() {
    let result = inspect(
      """
      {{- if .Values.enabled }}
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: ollama
        labels: {{- include "labels" . | nindent 4 }}
      spec:
        template:
          spec:
            containers:
              - name: ollama
                image: ollama/ollama:{{ .Values.tag }}
      {{- end }}
      """, path: "chart/templates/deployment.yaml")
    #expect(result.ids(.containerImage) == ["containerimage:oci:ollama/ollama"])
  }

  @Test("values of a chart name the model that is served from a store; other addresses name none")
  func servedValues() {
    let result = inspect(
      """
      modelName: clerk
      predictor:
        storageUri: "gs://acme-models/clerk/7"
      backup:
        uri: "gs://acme-backups/shop"
        modelUri: "${MODEL_URI}"
      """, path: "chart/values.yaml")
    let model = "model:gcp-storage:acme-models/clerk/7"
    #expect(result.ids(.model) == [model])
    #expect(result.asset(model)?.name == "clerk")
    #expect(result.asset(model)?.sightings.map(\.location?.line) == [1])
    #expect(result.ids(.modelArtifact) == ["modelartifact:gcp-storage:acme-models/clerk/7"])
  }

  @Test("a variable names a model beside the store that it is kept in; a model of cars is none")
  func storedModels() {
    func models(_ variable: String) -> [String] {
      inspect(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: scores}
        spec:
          template:
            spec:
              containers:
                - name: scores
                  image: acme/scores
                  env:
                    - {name: MODEL_NAME, value: clerk}
                    - {name: \(variable), value: "s3://acme-models/clerk"}
        """, path: "k8s/scores.yaml"
      ).ids(.model)
    }
    #expect(models("STORAGE_URI") == ["model:repo:github.com/acme/shop/k8s#clerk"])
    #expect(models("IMAGE_FOLDER").isEmpty)
  }

  @Test("values of a chart name the images of AI products")
  func values() {
    let result = inspect(
      "web:\n  image: {repository: nginx}\nllm:\n  image: {repository: vllm/vllm-openai, tag: v0.6}",
      path: "chart/values.yaml")
    #expect(result.ids(.containerImage) == ["containerimage:oci:vllm/vllm-openai"])
  }

  @Test("objects without a namespace are named by their folder")
  func noNamespace() {
    let text = server.replacing(", namespace: ai", with: "").replacing(
      "  namespace: ai\n", with: "")
    let result = inspect(text)
    #expect(
      result.ids(.workload) == ["workload:kubernetes:github.com/acme/shop/k8s/deployment/llm"])
  }

  @Test("what is no manifest, or broken, gives nothing")
  func broken() {
    #expect(inspect("apiVersion: v1\nkind: [").estate.assets.isEmpty)
    #expect(inspect("# apiVersion\nmodel: gpt-4o").estate.assets.isEmpty)
    #expect(inspect("kind: Deployment\napiVersion: apps/v1\nspec: {}").estate.assets.isEmpty)
  }
}
