// Azure OpenAI without keys, and a deployment of each model, which has the name of its model.
param location string
param tags object
param chatModel string
param embeddingModel string
param modelSku string
param modelCapacity int
param userPrincipalId string

var name = 'oai-${uniqueString(subscription().id, resourceGroup().id, location)}'
var cognitiveServicesOpenAiUser = '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd'

resource account 'Microsoft.CognitiveServices/accounts@2026-05-01' = {
  name: name
  location: location
  tags: tags
  kind: 'OpenAI'
  sku: { name: 'S0' }
  properties: {
    // Tokens of Entra ID are taken at an address of its own alone.
    customSubDomainName: name
    disableLocalAuth: true
    publicNetworkAccess: 'Enabled'
  }
}

// One after the other: an account refuses two at once.
@batchSize(1)
resource deployments 'Microsoft.CognitiveServices/accounts/deployments@2026-05-01' = [
  for model in [chatModel, embeddingModel]: {
    parent: account
    name: model
    sku: { name: modelSku, capacity: modelCapacity }
    properties: {
      // Without a version: the one that is current in the region.
      model: { format: 'OpenAI', name: model }
    }
  }
]

resource use 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, userPrincipalId, cognitiveServicesOpenAiUser)
  scope: account
  properties: {
    principalId: userPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', cognitiveServicesOpenAiUser)
  }
}

output endpoint string = 'https://${name}.openai.azure.com/'
