// What the app needs, in a resource group of its own: docs/azure.md. The app itself is in app.bicep.
targetScope = 'subscription'

@minLength(1)
@maxLength(40)
@description('Name of the environment, from which all names come.')
param environmentName string

@minLength(1)
@description('Region of all resources.')
param location string

@description('Name of the container app. Its job of migrations has -migrate after it.')
param appName string = 'video-rag'

@description('Whether answers and embeddings are those of Azure OpenAI, by managed identity. Otherwise the embedded models are used, or OpenAI with openAiApiKey.')
param useAzureOpenAi bool = false

@description('Region of Azure OpenAI, where that of the rest has no quota; empty: the same.')
param openAiLocation string = ''

@description('Model that answers, and the name of its deployment.')
param chatModel string = 'gpt-4.1-mini'

@description('Model that embeds, and the name of its deployment.')
param embeddingModel string = 'text-embedding-3-small'

@description('Kind of both deployments: which kinds there are depends on model and region.')
param modelSku string = 'GlobalStandard'

@description('Thousands of tokens a minute of each deployment.')
param modelCapacity int = 50

@secure()
@description('Key of OpenAI, kept in a key vault; empty: none. Not used with useAzureOpenAi.')
param openAiApiKey string = ''

@description('Compute of PostgreSQL. Each replica of the app has up to 16 connections, and two revisions run side by side.')
param postgresSku string = 'Standard_B2s'

@allowed(['Burstable', 'GeneralPurpose', 'MemoryOptimized'])
param postgresTier string = 'Burstable'

@minValue(7)
@maxValue(35)
@description('Days that PostgreSQL can be restored to.')
param backupRetentionDays int = 7

@description('Whether backups are kept in the paired region too. It cannot be changed later.')
param geoRedundantBackup bool = false

var tags = { 'azd-env-name': environmentName }

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module resources 'resources.bicep' = {
  name: 'resources'
  scope: group
  params: {
    location: location
    tags: tags
    appName: appName
    openAiApiKey: useAzureOpenAi ? '' : openAiApiKey
  }
}

module postgres 'postgres.bicep' = {
  name: 'postgres'
  scope: group
  params: {
    location: location
    tags: tags
    skuName: postgresSku
    skuTier: postgresTier
    backupRetentionDays: backupRetentionDays
    geoRedundantBackup: geoRedundantBackup
    administratorName: resources.outputs.identityName
    administratorPrincipalId: resources.outputs.identityPrincipalId
  }
}

module openAi 'openai.bicep' = if (useAzureOpenAi) {
  name: 'openai'
  scope: group
  params: {
    location: empty(openAiLocation) ? location : openAiLocation
    tags: tags
    chatModel: chatModel
    embeddingModel: embeddingModel
    modelSku: modelSku
    modelCapacity: modelCapacity
    userPrincipalId: resources.outputs.identityPrincipalId
  }
}

// azd keeps these in the environment; app.parameters.json takes them from there.
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_CONTAINER_REGISTRY_ENDPOINT string = resources.outputs.registryEndpoint
output AZURE_CONTAINER_APPS_ENVIRONMENT_NAME string = resources.outputs.environmentName
output SERVICE_APP_NAME string = appName
output SERVICE_APP_JOB_NAME string = '${appName}-migrate'
output SERVICE_APP_IDENTITY_NAME string = resources.outputs.identityName
output DATABASE_URL string = 'postgresql://${resources.outputs.identityName}@${postgres.outputs.host}:5432/${postgres.outputs.databaseName}?sslmode=verify-full'
output OPENAI_BASE_URL string = useAzureOpenAi ? '${openAi!.outputs.endpoint}openai/v1' : ''
output OPENAI_CHAT_MODEL string = useAzureOpenAi ? chatModel : ''
output OPENAI_EMBEDDING_MODEL string = useAzureOpenAi ? embeddingModel : ''
output OPENAI_KEY_SECRET_URL string = resources.outputs.openAiKeySecretUrl
