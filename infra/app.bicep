// A revision of the app, and the job that applies its migrations. `azd deploy` deploys it with the image that it has built.
param location string
param environmentName string
param appName string
param containerAppsEnvironmentName string
param identityName string
param registryEndpoint string

@description('The image, with its tag or digest.')
param imageName string
param databaseUrl string

@description('Empty: none, and the embedded models answer, or OpenAI where there is a key.')
param openAiBaseUrl string = ''
param openAiChatModel string = ''
param openAiEmbeddingModel string = ''

@description('Where the key of OpenAI is in a key vault; empty: none.')
param openAiKeySecretUrl string = ''

@minValue(1)
param minReplicas int = 1
@minValue(1)
param maxReplicas int = 3

@description('Requests under way in a replica beyond which another is started.')
param concurrentRequests int = 100

@allowed(['Multiple', 'Single'])
@description('Multiple: the revision before stays until it is deactivated, so that traffic can go back to it.')
param revisionsMode string = 'Multiple'

@description('Further settings: [{ name: \'SESSION_EXPIRE_MINUTES\', value: \'60\' }].')
param settings array = []

var tags = { 'azd-env-name': environmentName }
var port = 4000

resource environment 'Microsoft.App/managedEnvironments@2025-07-01' existing = {
  name: containerAppsEnvironmentName
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

var assigned = {
  type: 'UserAssigned'
  userAssignedIdentities: { '${identity.id}': {} }
}
var registries = [
  { server: registryEndpoint, identity: identity.id }
]
var hasKey = !empty(openAiKeySecretUrl)
var secrets = hasKey
  ? [
      { name: 'openai-api-key', keyVaultUrl: openAiKeySecretUrl, identity: identity.id }
    ]
  : []
var database = [
  { name: 'DATABASE_URL', value: databaseUrl }
  { name: 'AZURE_POSTGRES_IDENTITY', value: identity.properties.clientId }
]
var azureOpenAi = empty(openAiBaseUrl)
  ? []
  : [
      { name: 'OPENAI_BASE_URL', value: openAiBaseUrl }
      { name: 'AZURE_OPENAI_IDENTITY', value: identity.properties.clientId }
      { name: 'OPENAI_CHAT_MODEL', value: openAiChatModel }
      { name: 'OPENAI_EMBEDDING_MODEL', value: openAiEmbeddingModel }
    ]
var openAi = hasKey
  ? [
      { name: 'OPENAI_API_KEY', secretRef: 'openai-api-key' }
    ]
  : []

resource app 'Microsoft.App/containerApps@2025-07-01' = {
  name: appName
  location: location
  tags: union(tags, { 'azd-service-name': 'app' })
  identity: assigned
  properties: {
    environmentId: environment.id
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: revisionsMode
      maxInactiveRevisions: 10
      registries: registries
      secrets: secrets
      ingress: {
        external: true
        targetPort: port
        transport: 'auto'
        allowInsecure: false
        // The newest revision that is ready. The workflow names revisions instead.
        traffic: [
          { latestRevision: true, weight: 100 }
        ]
      }
    }
    template: {
      // Longer than a stop takes: STOP_GRACE_SECONDS and 3.5 s more.
      terminationGracePeriodSeconds: 30
      containers: [
        {
          name: 'app'
          image: imageName
          resources: { cpu: json('1.0'), memory: '2Gi' }
          env: concat(
            database,
            azureOpenAi,
            openAi,
            [
              // The ingress is the one proxy in front.
              { name: 'TRUST_PROXY', value: '1' }
              { name: 'STOP_GRACE_SECONDS', value: '20' }
            ],
            settings
          )
          probes: [
            {
              // A start waits up to a minute for PostgreSQL, and for the migrations: 150 s.
              type: 'Startup'
              httpGet: { path: '/health/live', port: port }
              initialDelaySeconds: 3
              periodSeconds: 15
              timeoutSeconds: 5
              failureThreshold: 10
            }
            {
              type: 'Liveness'
              httpGet: { path: '/health/live', port: port }
              periodSeconds: 10
              timeoutSeconds: 5
              failureThreshold: 6
            }
            {
              type: 'Readiness'
              httpGet: { path: '/health/ready', port: port }
              periodSeconds: 5
              timeoutSeconds: 3
              failureThreshold: 3
            }
          ]
        }
      ]
      scale: {
        // Scaled to zero, nobody fetches transcripts or purges expired sessions.
        minReplicas: minReplicas
        maxReplicas: maxReplicas
        rules: [
          {
            name: 'requests'
            http: { metadata: { concurrentRequests: string(concurrentRequests) } }
          }
        ]
      }
    }
  }
}

resource migrate 'Microsoft.App/jobs@2025-07-01' = {
  name: '${appName}-migrate'
  location: location
  tags: tags
  identity: assigned
  properties: {
    environmentId: environment.id
    workloadProfileName: 'Consumption'
    configuration: {
      triggerType: 'Manual'
      manualTriggerConfig: { parallelism: 1, replicaCompletionCount: 1 }
      // Seconds.
      replicaTimeout: 1800
      replicaRetryLimit: 0
      registries: registries
    }
    template: {
      containers: [
        {
          // As the job, so that commands for its log need one name.
          name: '${appName}-migrate'
          image: imageName
          command: ['node']
          args: ['src/migrate.ts']
          resources: { cpu: json('0.5'), memory: '1Gi' }
          env: database
        }
      ]
    }
  }
}

output SERVICE_APP_URI string = 'https://${app.properties.configuration.ingress.fqdn}'
output SERVICE_APP_JOB_NAME string = migrate.name
